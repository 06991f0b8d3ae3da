package guide

import "shakeoff/store/journal"

// Indonesian returns the guide in Indonesian, with the kamu of colleagues, and
// aku in the questions that one asks oneself.
func Indonesian() Guide {
	return Guide{
		Steps: []Step{
			{
				Name:     journal.Happened,
				Question: "Apa yang terjadi?",
				Line:     "Kejadiannya, bukan orangnya. Tidak perlu nama.",
				Hints: []string{
					"Apa yang pertama dikatakan, lalu apa setelah itu?",
					"Baru kali ini, atau memang terus berulang?",
					"Kamu sendirian, di tempat baru, atau dikejar waktu?",
					"Apa yang kamu rasakan, dalam satu kata?",
				},
			},
			{
				Name:     journal.Control,
				Question: "Apa yang ada dalam kendaliku?",
				Line:     "Mana yang memang bebanmu, dan mana yang bukan.",
				Hints: []string{
					"Apa yang tidak pernah jadi bebanmu? Bagian itu boleh kamu taruh.",
					"Melihat ke belakang bukan berarti memukuli diri sendiri.",
					"Apakah itu aturan yang harus kamu jaga? Berarti itu bukan salahmu.",
					"Beban apa yang mungkin sudah mereka bawa saat datang kepadamu?",
					"Apakah kamu akan bicara begini kepada teman kerja?",
				},
			},
			{
				Name:     journal.Change,
				Question: "Apa yang akan kuubah?",
				Line:     "Satu hal kecil untuk lain kali. “Tidak ada” pun boleh.",
				Hints: []string{
					"Apa yang ingin kamu katakan waktu itu? Beri tanda kutip, ada di Siap.",
					"Bisakah dimulai dengan “Kalau saya tidak salah tangkap…”?",
					"Siapa yang waktu itu bisa mendukungmu?",
					"Masih adakah yang menunggu kabar darimu?",
					"Adakah yang perlu dibereskan? Siapa yang perlu tahu?",
					"Kamu di sana bukan untuk dimaki. Siapa yang perlu mendengar ini?",
				},
			},
			{
				Name:     journal.Release,
				Question: "Kibaskan saja",
				Line:     "Satu baris penutup, atau cukup enter. Lalu guncang.",
				Hints: []string{
					"Membuat semua orang senang bukan tugasmu.",
					"Apa yang boleh tinggal di tempat kerja saat kamu pulang?",
				},
			},
		},
		Before: Weigh{
			Question: "Seberapa berat?",
			Line:     "0 tidak berat, 10 paling berat. Enter melewatinya.",
		},
		After: Weigh{
			Question: "Seberapa berat sekarang?",
			Line:     "0 tidak berat, 10 paling berat. Enter melewatinya.",
		},
		Reminders: []string{
			"Sebagian besar bukan tentang dirimu.",
			"Satu napas pelan. Senyum, kalau ada.",
			"Dengarkan dulu, lalu ucapkan lagi apa yang kamu dengar.",
			"Tidak perlu cocok untuk semua. Bereskan, atau sebut siapa, lalu kabari.",
			"Lalu kibaskan saja.",
		},
	}
}
