package main

// language is how sentences are made in one language: who did what, and what
// came of it. The parts are our own, of the kind that people at desks and on
// telephones write down.
type language struct {
	blank, comma, stop string
	who, did, then     []string
}

// languages are those in which the journals are written; the first comes most
// often. Together they have five scripts with cases, without cases, written
// from right to left, joined, and without blanks.
var languages = []language{
	{
		blank: " ", comma: ", ", stop: ". ",
		who: []string{"A visitor", "The man in the grey coat", "A mother with two children", "The caller", "A student", "The same customer as last week", "A patient's son", "Somebody from the second floor"},
		did: []string{
			"shouted that the form was wrong", "would not give a name", "threw the card across the counter", "asked for my manager three times",
			"said that I was useless", "wanted a refund without a receipt", "filmed me with a phone", "hung up in the middle of my sentence",
			"stood too close and kept on talking", "had waited an hour and nobody had told them why",
		},
		then: []string{
			"and I heard my own voice go up", "so I asked a colleague to stay near", "and the queue behind them went quiet", "but in the end they said thank you",
			"and I explained the rule a second time", "then walked out and slammed the door", "and I have thought of it ever since", "so I wrote the number down and rang back",
		},
	},
	{
		blank: " ", comma: ", ", stop: ". ",
		who: []string{"Ein Anrufer", "Die Frau am Schalter", "Ein älterer Herr", "Der Vater eines Kindes", "Eine Kundin ohne Termin", "Derselbe Besucher wie gestern"},
		did: []string{
			"wollte die Gebühr nicht zahlen", "hat mich vor allen angeschrien", "fragte immer wieder dasselbe", "ließ mich nicht ausreden",
			"verlangte sofort den Chef", "knallte den Ausweis auf den Tisch", "behauptete, ich hätte es versprochen", "fing plötzlich an zu weinen",
		},
		then: []string{
			"und ich blieb so ruhig, wie es ging", "danach war die Schlange ganz still", "und ich habe die Regel noch einmal erklärt", "aber später kam eine Entschuldigung",
			"also holte ich eine Kollegin dazu", "und abends dachte ich immer noch daran",
		},
	},
	{
		blank: " ", comma: ", ", stop: ". ",
		who: []string{"Una señora mayor", "El cliente de siempre", "Un hombre con prisa", "La madre del niño", "Alguien por teléfono", "Un estudiante"},
		did: []string{
			"me gritó delante de todos", "no quiso enseñar el carné", "pidió hablar con el jefe", "dijo que nadie le había avisado",
			"golpeó el mostrador con la mano", "se negó a pagar la multa", "colgó sin dejarme terminar", "preguntó lo mismo cinco veces",
		},
		then: []string{
			"y me quedé sin palabras", "pero respiré y le escuché", "así que llamé a una compañera", "y luego volvió para pedir perdón",
			"y sigo dándole vueltas", "aunque la norma no la puse yo",
		},
	},
	{
		blank: " ", comma: ", ", stop: ". ",
		who: []string{"Seorang bapak", "Ibu itu", "Pelanggan yang kemarin", "Penelepon", "Seorang mahasiswa", "Tamu di loket tiga"},
		did: []string{
			"marah karena antrean terlalu lama", "membentak saya di depan orang banyak", "tidak mau menunjukkan kartu", "minta bicara dengan atasan",
			"melempar formulir ke meja", "menutup telepon begitu saja", "menolak membayar denda", "menanyakan hal yang sama berkali-kali",
		},
		then: []string{
			"dan tangan saya gemetar", "tetapi saya tetap tenang", "lalu teman saya datang membantu", "dan akhirnya dia minta maaf",
			"jadi saya jelaskan sekali lagi", "dan saya masih memikirkannya",
		},
	},
	{
		blank: " ", comma: "، ", stop: ". ",
		who: []string{"زبون غاضب", "أمّ مع طفلين", "المتصل نفسه", "رجل مسنّ", "طالبة في المكتبة", "شخص بلا موعد"},
		did: []string{
			"صرخ في وجهي أمام الجميع", "رفض أن يعطي اسمه", "طلب أن يتكلم مع المدير", "رمى البطاقة على الطاولة",
			"قال إن أحدا لم يخبره", "سأل السؤال نفسه مرارا", "أغلق الهاتف قبل أن أكمل", "لم يقبل أن يدفع الرسوم",
		},
		then: []string{
			"فشعرت بأن يدي ترتجف", "لكنني بقيت هادئا", "ثم جاء زميلي وساعدني", "وفي النهاية اعتذر",
			"فشرحت له القاعدة مرة أخرى", "وما زلت أفكر في ذلك",
		},
	},
	{
		blank: " ", comma: ", ", stop: "। ",
		who: []string{"एक ग्राहक", "वही आदमी", "एक बुज़ुर्ग महिला", "फ़ोन पर कोई", "एक छात्र", "मरीज़ का बेटा"},
		did: []string{
			"सबके सामने मुझ पर चिल्लाया", "अपना नाम बताने को तैयार नहीं था", "मैनेजर से बात करना चाहता था", "फ़ॉर्म मेज़ पर फेंक कर चला गया",
			"बार-बार वही सवाल पूछता रहा", "शुल्क देने से मना करता रहा", "मेरी बात पूरी होने से पहले उठ गया", "एक घंटे से इंतज़ार कर रहा था",
		},
		then: []string{
			"और मेरे हाथ काँपने लगे", "लेकिन मैं शांत रहा", "फिर एक साथी मदद के लिए आई", "और अंत में उसने माफ़ी माँगी",
			"तो मैंने नियम फिर से समझाया", "और मैं अब भी वही सोच रहा हूँ",
		},
	},
	{
		blank: "", comma: "，", stop: "。",
		who: []string{"一位老先生", "排在前面的客人", "电话那头的人", "带着孩子的母亲", "上周那位顾客", "一个学生"},
		did: []string{
			"在柜台前对我大喊大叫", "不肯出示证件", "一定要找经理", "把表格扔在桌上",
			"说从来没有人告诉他", "同样的问题问了五遍", "没等我说完就挂了电话", "拒绝交逾期费",
		},
		then: []string{
			"我的手一直在发抖", "我尽量保持平静", "后来同事过来帮忙", "最后他还是道了歉",
			"我又解释了一遍规定", "到现在我还在想这件事",
		},
	},
	{
		blank: " ", comma: ", ", stop: ". ",
		who: []string{"Посетитель без записи", "Женщина у окна", "Тот же мужчина", "Пожилой человек", "Кто-то по телефону", "Студент"},
		did: []string{
			"кричал на меня при всех", "не хотел называть фамилию", "требовал начальника", "бросил бумаги на стол",
			"спрашивал одно и то же", "отказался платить за просрочку", "повесил трубку на полуслове", "ждал целый час и был прав",
		},
		then: []string{
			"и у меня дрожали руки", "но я говорил спокойно", "потом подошла коллега", "и в конце извинился",
			"и я объяснил правило ещё раз", "а вечером я всё ещё думал об этом",
		},
	},
}

// The words that are searched for. Nobody's sentences have them; they are put
// into entries of every language by writer.entry.
const (
	wordRare   = "letterhead" // in 5 entries of 10,000
	wordCommon = "reception"  // in every third
	wordNone   = "zeppelin"   // in none
	tagSought  = "refusal"    // on one in forty
)

// tags are put on entries, the first most often.
var tags = []string{"desk", "phone", "late", "rude", "fees", "alone", "complaint", "queue", "policy", tagSought}
