package guide

import "shakeoff/store/journal"

// Spanish returns the guide in Spanish, with the tú of colleagues, in words that
// are read on either side of the Atlantic.
func Spanish() Guide {
	return Guide{
		Steps: []Step{
			{
				Name:     journal.Happened,
				Question: "¿Qué pasó?",
				Line:     "La escena, no la persona. No hacen falta nombres.",
				Hints: []string{
					"¿Qué se dijo primero, y qué vino después?",
					"¿Fue solo esta vez, o es algo que se repite?",
					"¿No había nadie contigo, era un sitio nuevo, faltaba tiempo?",
					"¿Qué sentiste, en una palabra?",
				},
			},
			{
				Name:     journal.Control,
				Question: "¿Qué estaba en mis manos?",
				Line:     "Lo que te tocaba cargar, y lo que no.",
				Hints: []string{
					"¿Qué no fue nunca cosa tuya? Esa parte la puedes soltar.",
					"Mirar atrás no es castigarse.",
					"¿Era una norma que tenías que cumplir? Entonces no es culpa tuya.",
					"¿Qué llevarían ya encima cuando llegaron a ti?",
					"¿Se lo dirías así a alguien de tu equipo?",
				},
			},
			{
				Name:     journal.Change,
				Question: "¿Qué cambiaría?",
				Line:     "Una cosa pequeña para la próxima vez. «Nada» también vale.",
				Hints: []string{
					"¿Qué te habría gustado decir? Entre comillas, te esperará en Antes.",
					"¿Podría haber empezado con «Lo que entiendo es que…»?",
					"¿Quién podría haberte respaldado?",
					"¿Alguien espera todavía una respuesta tuya?",
					"¿Hay algo que arreglar? ¿Quién tiene que saberlo?",
					"No estás ahí para aguantar insultos. ¿A quién habría que contárselo?",
				},
			},
			{
				Name:     journal.Release,
				Question: "Sacúdetelo",
				Line:     "Una línea para cerrar, o solo enter. Luego, a sacudir.",
				Hints: []string{
					"No te toca a ti hacer feliz a todo el mundo.",
					"¿Qué puede quedarse en el trabajo cuando te vayas a casa?",
				},
			},
		},
		Before: Weigh{
			Question: "¿Cuánto pesa?",
			Line:     "0 es nada, 10 es lo más. Con enter se salta.",
		},
		After: Weigh{
			Question: "¿Cuánto pesa ahora?",
			Line:     "0 es nada, 10 es lo más. Con enter se salta.",
		},
		Reminders: []string{
			"Casi nada de esto va contigo.",
			"Una respiración lenta. Una sonrisa, si la hay.",
			"Primero escucha, luego di lo que has entendido.",
			"No hay que contentar a todos. Resuélvelo, o di quién, y pregunta luego.",
			"Después, sacúdetelo.",
		},
	}
}
