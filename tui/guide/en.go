package guide

import "shakeoff/store/journal"

// English returns the guide as it comes: four steps, weighed before and after.
// Its hints are what front-line staff have found worth asking themselves.
func English() Guide {
	return Guide{
		Steps: []Step{
			{
				Name:     journal.Happened,
				Question: "What happened?",
				Line:     "The scene, not the person. No names needed.",
				Hints: []string{
					"What was said first, and what came next?",
					"Was it this once, or is it something that keeps happening?",
					"Were you alone, somewhere new, or short of time?",
					"What did you feel, in a word?",
				},
			},
			{
				Name:     journal.Control,
				Question: "What was in my control?",
				Line:     "What was yours to carry, and what was not.",
				Hints: []string{
					"What was never yours? You can put that part down.",
					"Looking back is not beating yourself up.",
					"Was it a rule you had to keep? Then it is no fault of yours.",
					"What might they have been carrying when they came to you?",
					"Would you say it like this to a colleague?",
				},
			},
			{
				Name:     journal.Change,
				Question: "What would I change?",
				Line:     "One small thing for next time. “Nothing” is a fair answer.",
				Hints: []string{
					"What do you wish you had said? In quotes, it will wait in Ready.",
					"Could it have begun with “What I hear you saying is…”?",
					"Who could have backed you up?",
					"Does anyone still need to hear back from you?",
					"Is there something to put right? Who needs to know?",
					"You are not there to put up with abuse. Who should hear of this?",
				},
			},
			{
				Name:     journal.Release,
				Question: "Shake it off",
				Line:     "One line to close with, or just enter. Then shake.",
				Hints: []string{
					"It is not your job to make everyone happy.",
					"What can stay at work when you go home?",
				},
			},
		},
		Before: Weigh{
			Question: "How heavy is it?",
			Line:     "0 is nothing, 10 is the most. Enter skips.",
		},
		After: Weigh{
			Question: "How heavy is it now?",
			Line:     "0 is nothing, 10 is the most. Enter skips.",
		},
		Reminders: []string{
			"Most of it is not about you.",
			"One slow breath. A smile, if there is one.",
			"Listen first, then say back what you heard.",
			"You need not suit everyone. Solve it, or say who will, and follow up.",
			"Then shake it off.",
		},
	}
}
