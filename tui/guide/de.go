package guide

import "shakeoff/store/journal"

// German returns the guide in German, with the du of colleagues.
func German() Guide {
	return Guide{
		Steps: []Step{
			{
				Name:     journal.Happened,
				Question: "Was ist passiert?",
				Line:     "Die Szene, nicht die Person. Namen braucht es nicht.",
				Hints: []string{
					"Was wurde zuerst gesagt, und was kam dann?",
					"War es dieses eine Mal, oder kommt es immer wieder vor?",
					"Warst du allein, an einem neuen Platz, in Zeitnot?",
					"Was hast du gefühlt, in einem Wort?",
				},
			},
			{
				Name:     journal.Control,
				Question: "Was lag in meiner Hand?",
				Line:     "Was du zu tragen hattest, und was nicht.",
				Hints: []string{
					"Was war nie deine Sache? Das darfst du ablegen.",
					"Zurückschauen heißt nicht, auf dich einzuschlagen.",
					"War es eine Regel, die für dich gilt? Dann ist es nicht deine Schuld.",
					"Was hatten sie wohl auf den Schultern, als sie zu dir kamen?",
					"Würdest du so mit jemandem aus deinem Team reden?",
				},
			},
			{
				Name:     journal.Change,
				Question: "Was würde ich anders machen?",
				Line:     "Eine Kleinigkeit fürs nächste Mal. „Nichts“ ist auch eine Antwort.",
				Hints: []string{
					"Welcher Satz hat dir gefehlt? In Anführungszeichen wartet er in Bereit.",
					"Hätte es beginnen können mit „Wenn ich Sie richtig verstehe …“?",
					"Wer hätte dir beistehen können?",
					"Wartet noch jemand auf eine Antwort von dir?",
					"Gibt es etwas geradezurücken? Wer muss davon wissen?",
					"Du bist nicht da, um Beschimpfungen auszuhalten. Wer sollte das wissen?",
				},
			},
			{
				Name:     journal.Release,
				Question: "Schüttle es ab",
				Line:     "Eine letzte Zeile, oder einfach enter. Dann schütteln.",
				Hints: []string{
					"Es ist nicht deine Aufgabe, alle glücklich zu machen.",
					"Was darf bei der Arbeit bleiben, wenn du nach Hause gehst?",
				},
			},
		},
		Before: Weigh{
			Question: "Wie schwer ist es?",
			Line:     "0 ist nichts, 10 ist am schwersten. Enter überspringt es.",
		},
		After: Weigh{
			Question: "Wie schwer ist es jetzt?",
			Line:     "0 ist nichts, 10 ist am schwersten. Enter überspringt es.",
		},
		Reminders: []string{
			"Das meiste davon gilt nicht dir.",
			"Einmal ruhig durchatmen. Ein Lächeln, wenn eines da ist.",
			"Erst zuhören, dann sagen, was du gehört hast.",
			"Es muss nicht allen passen. Lös es, oder sag, wer, und bleib dran.",
			"Dann schüttle es ab.",
		},
	}
}
