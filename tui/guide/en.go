package guide

// English returns the guide as it comes: four steps, weighed before and after.
func English() Guide { return english().guide() }

// english has a word on every angle that front-line staff have found worth looking from.
func english() texts {
	return texts{
		perStep: perStep[question]{
			Happened: question{
				Question: "What happened?",
				Line:     "The scene, not the person. No names needed.",
				Hints: map[string]string{
					"first":   "What was said first, and what came next?",
					"again":   "Was it this once, or is it something that keeps happening?",
					"setting": "Were you alone, somewhere new, or short of time?",
					"feeling": "What did you feel, in a word?",
				},
			},
			Control: question{
				Question: "What was in my control?",
				Line:     "What was yours to carry, and what was not.",
				Hints: map[string]string{
					"never_yours":  "What was never yours? You can put that part down.",
					"looking_back": "Looking back is not beating yourself up.",
					"rule":         "Was it a rule you had to keep? Then it is no fault of yours.",
					"carrying":     "What might they have been carrying when they came to you?",
					"colleague":    "Would you say it like this to a colleague?",
				},
			},
			Change: question{
				Question: "What would I change?",
				Line:     "One small thing for next time. “Nothing” is a fair answer.",
				Hints: map[string]string{
					"wish":      "What do you wish you had said? In quotes, it will wait in Ready.",
					"hear_you":  "Could it have begun with “What I hear you saying is…”?",
					"backed_up": "Who could have backed you up?",
					"hear_back": "Does anyone still need to hear back from you?",
					"put_right": "Is there something to put right? Who needs to know?",
					"abuse":     "You are not there to put up with abuse. Who should hear of this?",
				},
			},
			Release: question{
				Question: "Shake it off",
				Line:     "One line to close with, or just enter. Then shake.",
				Hints: map[string]string{
					"everyone": "It is not your job to make everyone happy.",
					"stays":    "What can stay at work when you go home?",
				},
			},
		},
		Before: Weigh{"How heavy is it?", "0 is nothing, 10 is the most. Enter skips."},
		After:  Weigh{"How heavy is it now?", "0 is nothing, 10 is the most. Enter skips."},
		Reminders: []string{
			"Most of it is not about you.",
			"One slow breath. A smile, if there is one.",
			"Listen first, then say back what you heard.",
			"You need not suit everyone. Solve it, or say who will, and follow up.",
			"Then shake it off.",
		},
	}
}
