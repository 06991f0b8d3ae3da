package guide

import "shakeoff/store/journal"

// Portuguese returns the guide in Portuguese, spelled as in Brazil, with você and
// in words that are read as easily in Portugal.
func Portuguese() Guide {
	return Guide{
		Steps: []Step{
			{
				Name:     journal.Happened,
				Question: "O que aconteceu?",
				Line:     "A cena, não a pessoa. Não precisa de nomes.",
				Hints: []string{
					"O que foi dito primeiro, e o que veio depois?",
					"Foi só desta vez, ou é algo que se repete?",
					"Não havia ninguém com você, era um lugar novo, faltava tempo?",
					"O que você sentiu, numa palavra?",
				},
			},
			{
				Name:     journal.Control,
				Question: "O que estava nas minhas mãos?",
				Line:     "O que cabia a você carregar, e o que não cabia.",
				Hints: []string{
					"O que nunca foi seu? Essa parte você pode largar.",
					"Olhar para trás não é se castigar.",
					"Era uma regra que você tinha de cumprir? Então a culpa não é sua.",
					"O que essas pessoas já traziam nas costas ao chegar a você?",
					"Você diria isso assim a alguém que trabalha com você?",
				},
			},
			{
				Name:     journal.Change,
				Question: "O que eu mudaria?",
				Line:     "Uma coisa pequena para a próxima vez. “Nada” também serve.",
				Hints: []string{
					"O que você queria ter dito? Entre aspas, fica à espera em Antes.",
					"Poderia ter começado com “O que eu entendi é que…”?",
					"Quem poderia ter ficado do seu lado?",
					"Alguém ainda espera uma resposta sua?",
					"Há algo a consertar? Quem precisa saber?",
					"Você não está ali para aguentar insultos. Quem precisa ouvir isto?",
				},
			},
			{
				Name:     journal.Release,
				Question: "Sacuda e deixe ir",
				Line:     "Uma linha para fechar, ou só enter. Depois, é só sacudir.",
				Hints: []string{
					"Fazer todo mundo feliz não é o seu trabalho.",
					"O que pode ficar no trabalho quando você for para casa?",
				},
			},
		},
		Before: Weigh{
			Question: "Quanto pesa?",
			Line:     "0 é nada, 10 é o máximo. Com enter, segue sem.",
		},
		After: Weigh{
			Question: "Quanto pesa agora?",
			Line:     "0 é nada, 10 é o máximo. Com enter, segue sem.",
		},
		Reminders: []string{
			"A maior parte não é com você.",
			"Uma respiração lenta. Um sorriso, se houver.",
			"Primeiro escute, depois diga o que ouviu.",
			"Não precisa agradar a todos. Resolva, ou diga quem, e acompanhe.",
			"Depois, sacuda e deixe ir.",
		},
	}
}
