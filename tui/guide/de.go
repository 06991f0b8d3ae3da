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
				Line:     "Was deines war, und was nicht deines war.",
				Hints: []string{
					"Steh zu dem, was deines war. Den Rest leg ab.",
					"Zurückschauen heißt nicht, auf dich einzuschlagen.",
					"Regeln, an die du dich halten musstest, sind keine Fehler.",
					"Was haben sie wohl mitgebracht, als sie zu dir kamen?",
					"Würdest du das auch zu einer Kollegin sagen?",
				},
			},
			{
				Name:     journal.Change,
				Question: "Was würde ich anders machen?",
				Line:     "Eine Kleinigkeit fürs nächste Mal. „Nichts“ ist auch eine gute Antwort.",
				Hints: []string{
					"Welcher Satz hat dir gefehlt? In Anführungszeichen wartet er in Bereit.",
					"Hätte es anfangen können mit: „Wenn ich Sie richtig verstehe …“?",
					"Wer hätte dir beistehen können?",
					"Steht noch eine Antwort aus?",
					"Gibt es etwas geradezurücken? Wer muss davon wissen?",
					"Du bist nicht da, um dich beschimpfen zu lassen. Wer sollte davon hören?",
				},
			},
			{
				Name:     journal.Release,
				Question: "Schüttle es ab",
				Line:     "Eine letzte Zeile, oder einfach enter. Dann wird geschüttelt.",
				Hints: []string{
					"Es ist nicht deine Aufgabe, alle glücklich zu machen.",
					"Was würdest du jemandem aus dem Team nach so einem Tag sagen?",
					"Was darf bei der Arbeit bleiben, wenn du nach Hause gehst?",
				},
			},
		},
		Before: Weigh{
			Question: "Wie schwer ist es?",
			Line:     "0 ist nichts, 10 ist das meiste. Mit enter weiter ohne.",
		},
		After: Weigh{
			Question: "Wie schwer ist es jetzt?",
			Line:     "0 ist nichts, 10 ist das meiste. Mit enter weiter ohne.",
		},
		Reminders: []string{
			"Das meiste davon hat nichts mit dir zu tun.",
			"Einmal ruhig durchatmen. Ein Lächeln, wenn eines da ist.",
			"Erst zuhören, dann wiederholen, was du gehört hast.",
			"Es muss nicht allen passen. Lös es, oder sag, wer es löst, und bleib dran.",
			"Dann schüttle es ab.",
		},
	}
}
