package guide

import "shakeoff/store/journal"

// English returns the guide as it comes: four steps, weighed before and after. The hints have a
// word on every angle that front-line staff have found worth looking from. Files of other languages
// name the steps, see with in file.go: another one needs its name there, and its text in each file.
func English() Guide {
	return Guide{
		Steps: []Step{
			{
				Name:     journal.Happened,
				Question: "What happened?",
				Line:     "The scene, not the person. No names needed.",
				Hints: []string{
					"Hands shaking? Feet down, a long breath out. One word is enough.",
					"What was said first, and what came next?",
					"Just this once, or does it keep happening?",
					"Were you alone, somewhere new, or short of time?",
					"What did you feel? One word will do.",
					"Tell it as a colleague who watched would tell it.",
				},
			},
			{
				Name:     journal.Control,
				Question: "What was in my control?",
				Line:     "What was never yours, what was, and what you did well.",
				Hints: []string{
					"Threats, insults, touching: never part of the job. Who should know?",
					"What was never yours to fix? You can put that part down.",
					"Looking back is not beating yourself up.",
					"A rule you had to follow isn't your fault. How you put it was up to you.",
					"What might they have been carrying when they came to you?",
					"What would you say to a colleague who had the same day?",
				},
			},
			{
				Name:     journal.Change,
				Question: "What would I change?",
				Line:     "One small thing for next time. “Nothing” is a fair answer.",
				Hints: []string{
					"Finish this: next time someone …, I will …",
					"What do you wish you had said? Put it in quotes to find it in Ready.",
					"Could you have begun with “What I hear you saying is…”?",
					"Who could have backed you up?",
					"Does anyone still need to hear back from you?",
					"Is there something to put right? Who needs to know?",
				},
			},
			{
				Name:     journal.Release,
				Question: "Shake it off",
				Line:     "One line to end on, or just enter. Then shake.",
				Hints: []string{
					"It isn't your job to make everyone happy.",
					"What can stay at work when you go home?",
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
