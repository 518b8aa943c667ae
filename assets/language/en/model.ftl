# The ranking: what is learned, how good it is, and why a person stands where they do.

## Stages of the work
model-stage-target = Looking at the past of the target
model-stage-together = Learning what goes together
model-stage-others = Learning what holds for other values
model-stage-learning = Learning from past windows
model-stage-ranking = Ranking everyone
model-stage-recommend = Choosing what to recommend

## What the numbers rest on
model-late = The data ends { $days } days before the time of the forecast. Days without data look like days on which nobody did anything, so fewer are expected to engage than will. Export newer data, or forecast from the end of the data.
model-new-target = { $target } is new: the data has it for { $days ->
    [one] { $days } day
   *[other] { $days } days
}, less than the { $horizon } days ahead. Whether it goes on as it began nobody can tell yet, so the number is a guess.

## Values in sentences
# "Tea, 3 more or Coffee": of many values the first, how many others, and the last.
model-values-more = { $first }, { $more } more or { $last }
# "Laptop with Contoso (brand)": products of one value that have others too.
model-value-with = { $value } with { $others }

## How often and how long ago, as parts of a sentence
model-times = { $times ->
    [1] once
    [2] twice
   *[other] { $times } times
}
model-days-ago = { $days ->
    [0] less than a day ago
    [one] { $days } day ago
   *[other] { $days } days ago
}
model-months-ago = { $months ->
    [one] { $months } month ago
   *[other] { $months } months ago
}
model-years-ago = { $years ->
    [one] { $years } year ago
   *[other] { $years } years ago
}

## Why a person ranks where they do. $back: 30 is a month, else a year
model-nothing-yet = Nothing with { $target } yet
model-nothing-related-yet = Nothing related yet: { $related }
# $times: "twice"
model-related = Related: { $related }, { $times }
model-taste-near = Similar taste to people who engage
model-taste-far = Other tastes than people who engage
# $ago: "12 days ago"
model-first-seen = First seen { $ago }
model-last-active = Last active { $ago }
model-active-month = Active on { $days ->
    [one] { $days } day
   *[other] { $days } days
} in the last month ({ $events ->
    [one] { $events } event
   *[other] { $events } events
})
model-active-month-only = Active on only { $days ->
    [one] { $days } day
   *[other] { $days } days
} in the last month ({ $events ->
    [one] { $events } event
   *[other] { $events } events
})
model-active-year = Active on { $days ->
    [one] { $days } day
   *[other] { $days } days
} in the last year ({ $events ->
    [one] { $events } event
   *[other] { $events } events
}), none in the last month
model-target-days = { $target } on { $days ->
    [one] { $days } day
   *[other] { $days } days
} in the last { $back ->
    [30] month
   *[other] year
}
model-target-days-ever = { $target } on { $days ->
    [one] { $days } day
   *[other] { $days } days
}
# $behaviour: model-target-days; the last of several days.
model-most-recently = { $behaviour }, most recently { $ago }
# The same of a single day.
model-and-when = { $behaviour }, { $ago }
model-all-of-kind = { $behaviour } ({ $event })
model-mostly-of-kind = { $behaviour } (mostly { $event })
model-kind-times = { $event } { $times } in the last { $back ->
    [30] month
   *[other] year
}
model-no-kind = No { $event } in the last year
model-companion-more = { $value } { $times }: people with it engage more often
model-companion-less = { $value } { $times }: people with it engage less often

## What sets an audience apart
# "Northwind in the last month: 64% of the audience, 3% of everyone"
model-apart = { $behaviour }: { $audience }, { $everyone }
model-lately = { $what } in the last { $back ->
    [30] month
   *[other] year
}
model-active-week = Active in the last week
model-active-often = Active on 5 or more days in the last three months
model-all-of-audience = all { $people } of the audience
model-some-of-audience = { $part } of the { $people } in the audience
model-share-of-audience = { $share } of the audience
model-share-of-everyone = { $share } of everyone
model-some-of-everyone = { $part } of { $people } people
model-few-of-everyone = less than 1% of everyone
model-over-99-percent = over 99%

## How good a ranking is
model-grade-chance = No better than chance
model-grade-poor = Poor
model-grade-fair = Fair
model-grade-good = Good
model-grade-excellent = Excellent
model-grade-by-relatives = { $grade } (by its relatives)
model-most-active = Most active people
model-did-before = People who did it before
model-no-better-than-chance = On the last complete window this ranking was no better than chance.
model-list-better = On the last complete window a list of “{ $list }” would have been better.

## How long the window is, and why. $why: one of the next two
model-horizon-rhythm = people who come back usually do so about every { $days ->
    [1] day
   *[other] { $days } days
}
model-horizon-no-rhythm = nobody has come back on another day yet
model-horizon-shortest = { $chosen } days, chosen from the data: { $why }, and the data covers only { $covers ->
    [one] { $covers } day
   *[other] { $covers } days
}, so the shortest one was taken.
model-horizon-testable = { $chosen ->
    [one] { $chosen } day
   *[other] { $chosen } days
}, chosen from the data: { $why }, and the data covers only { $covers ->
    [one] { $covers } day
   *[other] { $covers } days
}, so the longest one was taken that can be learned from and tested with them.
model-horizon-limited = { $chosen } days, chosen from the data: { $why }, which asks for { $wanted }, but the data covers only { $covers ->
    [one] { $covers } day
   *[other] { $covers } days
}, and a ranking should be learned and tested on { $windows } such windows.
model-horizon-longest = { $chosen } days, chosen from the data: { $why }, and this is the longest that is offered.
model-horizon-fits = { $chosen } days, chosen from the data: { $why }, so most have time to, and { $covers } days of data hold enough such windows to learn from and to test on.
model-horizon-usual = { $chosen } days, chosen from the data: { $why }, so a usual length was taken.

## Too little data. $help: one of the two below
model-needs-to-learn = A horizon of { $horizon ->
    [one] { $horizon } day
   *[other] { $horizon } days
} needs { $needs ->
    [one] { $needs } day
   *[other] { $needs } days
} of data to learn from, and there are { $has }. { $help }
model-needs-to-test = How good this ranking is could not be tested: with a horizon of { $horizon ->
    [one] { $horizon } day
   *[other] { $horizon } days
} that needs { $needs ->
    [one] { $needs } day
   *[other] { $needs } days
} of data, and there are { $has }. { $help }
model-choose-less = Choose { $horizon ->
    [one] { $horizon } day
   *[other] { $horizon } days
} or less, or add older exports.
model-add-older = Add older exports.
model-too-few = { $people ->
    [0] Nobody known before
    [1] Only one person known before
   *[other] Only { $people } people known before
} engaged with { $target } in the past windows of { $horizon ->
    [one] { $horizon } day
   *[other] { $horizon } days
}; { $enough } are needed to learn from. { $help }
model-more-values = More values or related values would help.
model-more-values-or-longer = More values, a longer horizon or related values would help.
# $why: model-needs-to-learn or model-too-few.
model-simple-order = { $why } Until then people are in a simple order: by how often and how lately they had to do with { $about }, then by how active they are. The propensities are rough.
model-by-relatives = { $people ->
    [0] Nobody known before
    [1] Only one person known before
   *[other] Only { $people } people known before
} engaged with { $target } in the past windows; { $enough } are needed. People are ranked by how likely they are to engage with its relatives: { $relatives }. Trust the order; how many will engage is a guess from its own past and that of the average relative.
model-waits = The data has no events with { $target } yet, and nothing related to it was named. The audience fills as soon as data with it is loaded; or name something similar to rank by until then.
model-waits-related = The data has no events with { $target } yet, nor with what was named as related ({ $related }). The audience fills as soon as data with it is loaded; or name something similar to rank by until then.

## Why a ranking was not tested: the first sentence, then one or both of the others
model-untested = How good this ranking is could not be tested.
model-too-few-new = { $people ->
    [0] Nobody known before
    [1] Only one person known before
   *[other] Only { $people } people known before
} engaged with { $target } in the last { $horizon ->
    [one] { $horizon } day
   *[other] { $horizon } days
}, and { $enough } are needed.
model-too-few-old = { $people ->
    [0] Nobody known before
    [1] Only one person known before
   *[other] Only { $people } people known before
} engaged with { $target } in earlier windows, and { $enough } are needed.
model-measured-on-proxy = How good this ranking is was measured on { $proxy }, not on the target itself: { $people ->
    [0] nobody known before
    [1] only one person known before
   *[other] only { $people } people known before
} engaged with that in the last { $horizon ->
    [one] { $horizon } day
   *[other] { $horizon } days
}, and { $enough } are needed.

## What went wrong
model-no-such-column = There is no column “{ $column }” in the catalog. Its columns are: { $columns }.
model-no-such-event = There is no event “{ $event }” in the catalog. Its events are: { $events }.
model-no-target = Choose a column and at least one value to target.
model-nobody-known = Nobody has an event before this time. Choose a later one.
model-bad-horizon = The horizon must be between 1 and 366 days.
model-disk = What is worked out for all people has no room in memory, and cannot be read from the disk again: { $why }.
model-untrained = The model could not be trained: { $why }.
model-question-unknown = The question “{ $question }” is not known: are all programs of one version?
model-question-unreadable = A question or its answer cannot be read ({ $why }): are all programs of one version?
# In place of $why above.
model-solver-parameters = the L2 penalty must be a positive number, the tolerance and iterations too
model-solver-shapes = rows, weights and priors do not belong together
model-solver-not-finite = a value is not a finite number
model-solver-one-class = there are not both people who engaged and people who did not
