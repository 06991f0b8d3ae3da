package guide

// English returns the guide as it comes: four steps, weighed before and after.
func English() Guide { return english().guide() }

// english has a word on every angle that front-line staff have found worth looking from. A new
// question begins at steps.
func english() texts {
	return texts{
		perStep: perStep[question]{
			Happened: question{
				Question: "What happened?",
				Line:     "The scene, not the person. No names needed.",
				Hints: map[string]string{
					"hands":   "Hands shaking? Feet down, a long breath out. One word is enough.",
					"first":   "What was said first, and what came next?",
					"again":   "Just this once, or does it keep happening?",
					"setting": "Were you alone, somewhere new, or short of time?",
					"feeling": "What did you feel? One word will do.",
					"watched": "Tell it as a colleague who watched would tell it.",
				},
			},
			Control: question{
				Question: "What was in my control?",
				Line:     "What was never yours, what was, and what you did well.",
				Hints: map[string]string{
					"abuse":        "Threats, insults, touching: never part of the job. Who should know?",
					"never_yours":  "What was never yours to fix? You can put that part down.",
					"looking_back": "Looking back is not beating yourself up.",
					"rule":         "A rule you had to follow isn't your fault. How you put it was up to you.",
					"carrying":     "What might they have been carrying when they came to you?",
					"colleague":    "What would you say to a colleague who had the same day?",
				},
			},
			Change: question{
				Question: "What would I change?",
				Line:     "One small thing for next time. “Nothing” is a fair answer.",
				Hints: map[string]string{
					"if_then":   "Finish this: next time someone …, I will …",
					"wish":      "What do you wish you had said? Put it in quotes to find it in Ready.",
					"hear_you":  "Could you have begun with “What I hear you saying is…”?",
					"backed_up": "Who could have backed you up?",
					"hear_back": "Does anyone still need to hear back from you?",
					"put_right": "Is there something to put right? Who needs to know?",
				},
			},
			Release: question{
				Question: "Shake it off",
				Line:     "One line to end on, or just enter. Then shake.",
				Hints: map[string]string{
					"everyone": "It isn't your job to make everyone happy.",
					"stays":    "What can stay at work when you go home?",
				},
			},
		},
		Before: Weigh{"How heavy is it?", "0 is nothing, 10 is the most. Enter skips."},
		After:  Weigh{"How heavy is it now?", "It doesn't have to be less. Enter skips."},
		Heavy: Heavy{
			Stop:     "Threatened or hurt? Stop here. Get safe, tell someone. This page waits.",
			Nothing:  "Nothing about you has to change because of this. Enter skips.",
			Question: "Put it down for now",
			Line:     "One line to end on, or just enter. No need to shake.",
		},
		Reminders: []string{
			"Most of it is not about you.",
			"One slow breath out. A smile, if there is one.",
			"Listen first, then say back what you heard.",
			"You may stop it: say once what you need, then get someone.",
			"You can't make everyone happy. Solve it or say who will, then follow up.",
			"Then shake it off.",
		},
	}
}
