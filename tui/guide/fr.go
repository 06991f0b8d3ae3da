package guide

import "shakeoff/store/journal"

// French returns the guide in French, with the tu of colleagues, and without
// a participle that would have to know who writes.
func French() Guide {
	return Guide{
		Steps: []Step{
			{
				Name:     journal.Happened,
				Question: "Que s’est-il passé ?",
				Line:     "La scène, pas la personne. Pas besoin de noms.",
				Hints: []string{
					"Qu’est-ce qui a été dit d’abord, et ensuite ?",
					"Cette fois seulement, ou est-ce que ça revient ?",
					"Personne avec toi, un lieu nouveau, pas assez de temps ?",
					"Qu’as-tu ressenti, en un mot ?",
				},
			},
			{
				Name:     journal.Control,
				Question: "Qu’est-ce qui dépendait de moi ?",
				Line:     "Ce que tu avais à porter, et ce que tu n’avais pas à porter.",
				Hints: []string{
					"Qu’est-ce qui n’a jamais été à toi ? Cette part, tu peux la poser.",
					"Regarder en arrière, ce n’est pas se taper dessus.",
					"Était-ce une règle à tenir ? Alors ce n’est pas ta faute.",
					"Que portaient-ils déjà, peut-être, en arrivant devant toi ?",
					"Le dirais-tu comme ça à quelqu’un de ton équipe ?",
				},
			},
			{
				Name:     journal.Change,
				Question: "Qu’est-ce que je changerais ?",
				Line:     "Une petite chose pour la prochaine fois. « Rien » est aussi une réponse.",
				Hints: []string{
					"Qu’aurais-tu voulu dire ? Entre guillemets, ça t’attendra dans Avant.",
					"Cela aurait-il pu commencer par « Si je comprends bien… » ?",
					"Qui aurait pu t’épauler ?",
					"Quelqu’un attend-il encore une réponse de toi ?",
					"Y a-t-il quelque chose à réparer ? Qui doit le savoir ?",
					"Tu n’es pas là pour encaisser des insultes. À qui faut-il le dire ?",
				},
			},
			{
				Name:     journal.Release,
				Question: "Secoue l’ardoise",
				Line:     "Une ligne pour finir, ou simplement enter. Puis on secoue.",
				Hints: []string{
					"Rendre tout le monde heureux n’est pas ton travail.",
					"Qu’est-ce qui peut rester au travail quand tu rentres ?",
				},
			},
		},
		Before: Weigh{
			Question: "Combien ça pèse ?",
			Line:     "0, ce n’est rien ; 10, c’est le plus lourd. Enter pour passer.",
		},
		After: Weigh{
			Question: "Combien ça pèse maintenant ?",
			Line:     "0, ce n’est rien ; 10, c’est le plus lourd. Enter pour passer.",
		},
		Reminders: []string{
			"Le plus souvent, il ne s’agit pas de toi.",
			"Une respiration lente. Un sourire, s’il y en a un.",
			"Écoute d’abord, puis redis ce que tu as entendu.",
			"Pas besoin de plaire à tous. Règle-le, ou dis qui, et reviens-y.",
			"Puis secoue l’ardoise.",
		},
	}
}
