# The audience builder. Keys with undo: what is undone, in small letters.

## Now
builder-as-of = As of
builder-change = Change
builder-as-of-change = Change the day that counts as now
builder-as-of-tip = Rank as if it were another day, for all audiences
builder-undo-day = choose another day
builder-as-of-end = End of the data
builder-as-of-end-tip = Use everything in the data again
builder-undo-all-data = use all of the data
builder-as-of-note = Only what happened before this day counts, for all audiences.

## What is expected, and how good it is
builder-range-tip = From the back-test: nine times in ten it should be in this range
builder-quality = Quality
builder-not-measured = Not measured
builder-quality-simple = There is too little past to train and to test: what is missing stands above the curve. People are in a simple order: who had to do with it, how often and how lately, then who is most active.
builder-quality-relatives = It has too little past of its own. People are ranked by its relatives, which could not be tested: what is missing stands above the curve.
builder-quality-untested = There is too little past to hold a window back and test on it: what is missing stands above the curve.
builder-this-ranking = This ranking
builder-chance = By chance
builder-how-measured = How it was measured…
builder-apart = What sets them apart
builder-apart-what = setting apart
builder-apart-about = How many times as common something is in the audience as among everyone
builder-over-fifty = over 50 ×

## The screen
builder-no-past = Everyone's past is not there yet
builder-no-past-about = The definition is kept. Save the catalog, and its people appear.
builder-go-catalog = Go to catalog
builder-back = Back to all audiences
builder-rename = Rename
builder-copy-sentence = Copy the definition as a sentence
builder-not-live = Its people are not known yet
builder-destinations = Destinations…
builder-name = Name of the audience
builder-undo-rename = rename audience
builder-failed = This audience could not be computed
builder-try-again = Try again
builder-waiting = Waiting for data
builder-undo-horizon = choose horizon
builder-curve = Propensity by audience size
builder-finding = Finding the people most likely to engage
builder-no-target = What should people engage with?
builder-no-target-about = Choose a column and a value on the left, or a campaign that fills it in.
builder-nobody-ranked = Nobody to rank yet
builder-nobody-ranked-about = The curve appears when there is something to rank by: newer data, or a value similar to this one, named on the left.
builder-nobody = Nobody may be in
builder-nobody-about = Nobody meets the conditions. Take one away or loosen it.

## People
builder-person = Person
builder-propensity = Propensity
builder-times-average = × average
builder-why = Why
builder-search = Search people by ID
builder-search-hint = Search by ID
builder-people = People, best first
builder-no-traits = No file says more about people
builder-columns = Columns…
builder-columns-tip = What is shown beside each person
builder-undo-columns = choose columns
builder-times-average-about = Propensity against the average person's
builder-why-about = What raises it most; press a row to read all of it
builder-ordering = Ordering…
builder-nothing-stands-out = Nothing in this person's past stands out.
builder-what-they-did = What they did
builder-reading-past = Reading their past…
builder-nothing-left = nothing is left

## The curve
builder-rate = Rate
builder-reached = People reached
builder-profit = Profit
builder-plot-shows = What the plot shows
builder-undo-size = choose size
builder-undo-change-size = change size
builder-point-short = Point at the curve to read it
builder-point = Point at the curve, or press Shift and an arrow key, to read it
builder-zoom = Zoom to the top 5%
builder-zoom-tip = Double-click the plot, or press Z on it; + and − go step by step
builder-value-before = An engagement brings
builder-value = Value of an engagement
builder-cost-before = a contact costs
builder-cost = Cost of a contact
builder-undo-profit = change value and cost
builder-currency-examples = in your currency; these are examples
builder-currency = in your currency
builder-never-pays = No contact pays for itself at this value and cost
builder-best-taken = It is taken
builder-undo-best = take the best size
builder-anew = Computing anew; this is the last result
builder-compare = Compare with other lists
builder-compare-tip = What simpler lists would have given in the back-test
builder-take-along = Copy or save…
builder-take-along-tip = The picture, or its points
builder-copy-picture = Copy picture
builder-save-picture = Save picture (PNG)…
builder-copy-points = Copy points
builder-save-points = Save points (CSV)…
builder-key-rate = audience's rate
builder-key-range = its range, 9 times in 10
builder-key-last = last person
builder-key-average = average person
builder-key-ranking = this ranking
builder-key-chance = by chance
builder-key-profit = expected profit
builder-key-best = best size
builder-key-beyond = beyond the advised 20%

## How it was measured
builder-measured-title = How it was measured
builder-gains-title = Share of those who engaged, by audience size
builder-calibration-title = Predicted and actual rate, tenth by tenth
builder-gains-axis = People contacted, best first
builder-tenth-axis = Tenth of people, best first
builder-tenth = Tenth
builder-predicted = Predicted
builder-actual = Actual
builder-list = List
builder-auc = AUC
builder-precision = Average precision
builder-lift-1 = Lift 1%
builder-lift-5 = Lift 5%
builder-lift-10 = Lift 10%
builder-lift-20 = Lift 20%

## Recommendations
builder-recommend = Recommend to each person
builder-recommend-nothing = Nothing
builder-undo-recommend-nothing = recommend nothing
builder-undo-recommend = recommend
builder-recommend-count = Values for each person
builder-recommend-unmeasured = There is too little past to measure how often they are right.
builder-recommend-learning = Learning what to recommend…
builder-leave-nothing = leave nothing out
builder-leave-known = leave out what they know
builder-leave-out = What is left out
builder-choose-event = Choose an event
builder-undo-change-recommend = change what is recommended

## A condition
builder-rule-change = Change condition
builder-rule-add = Add condition
builder-add = Add
builder-cancel = Cancel
builder-undo-change-condition = change condition
builder-undo-add-condition = add condition
builder-did = Did
builder-did-not = Did not
builder-did-or-not = Did or did not
builder-events = Events
builder-with = With
builder-at-least = At least
builder-times-name = Times
builder-in-the-last = in the last
builder-days-name = Days
builder-days-else-ever = days, else ever
builder-rule-column = Column of the condition
builder-anything = Anything
builder-gone = gone
builder-counting = Counting values…
builder-rule-value = Value of the condition
builder-trait = Trait
builder-choose-trait = Choose a trait…
builder-trait-gone = no file of people has it
builder-is = Is
builder-is-not = Is not
builder-is-or-not = Is or is not
builder-trait-value = Value of the trait
builder-trait-unknown = People of whom it is not known count as not having it.

## Size and control group
builder-size = Maximum size
builder-size-other = Other
builder-size-percent = Maximum size, in percent of those who may be in
builder-size-people = Size in people
builder-size-in-percent = Size in percent
builder-size-beyond = Beyond the first 20% people are hardly likelier than average.
builder-size-few = Advertising platforms ask for lists of at least { $least } people. So few are worth a letter or a call.
builder-control = Control group
builder-undo-control = change control group
builder-control-none = Keep some people out, to measure the effect

## How the audience splits
builder-split = How it splits
builder-split-by = Breakdown by
builder-split-trait = trait
builder-split-touched = in their past

## What people should want
builder-campaign = Campaign
builder-campaign-own = Your own
builder-undo-campaign = choose campaign
builder-filling-in = Filling in from your data…
builder-target = Likely to engage with
builder-target-and = and at the same time
builder-target-value = Value
builder-second-value = Second value
builder-combine = + Combine with a column
builder-combine-tip = Both must hold
builder-undo-combine = combine with a column
builder-undo-value = choose value
builder-do-not-combine = Do not combine
builder-undo-do-not-combine = do not combine
builder-column = Column
builder-second-column = Second column
builder-undo-column = choose column
builder-related = Until then, rank by something similar
builder-related-value = Related value
builder-related-column = Related column
builder-undo-related-column = choose related column
builder-undo-related-value = choose related value
builder-by = By
builder-within = Within
builder-undo-events = choose events
builder-any-event = Any event
builder-automatic = Automatic
builder-automatic-about = Automatic: from the data
builder-days-typed = Days:

## One person's past
builder-past-empty = This person did nothing that the catalog counts.
builder-past-other = anything else
builder-past-ahead = the days that are predicted

## Values
builder-take-value = Take this value instead
builder-or = or
builder-this-value = this value
builder-more-value = + Value
builder-more-value-tip = Any of several values counts
builder-choose-value = Choose a value…
builder-use-exactly = Use exactly
builder-value-unseen = not in the data yet

## Who may be in
builder-who = Who may be in
builder-everyone = Everyone
builder-all-hold = All must hold
builder-any-holds = Any one is enough
builder-joined = How conditions are joined
builder-undo-join = join conditions
builder-not-lately = + Not lately
builder-not-lately-tip = Leave out people who already did it in the last 30 days
builder-undo-not-lately = leave out recent people
builder-add-condition = + Condition
builder-add-past = Did, or did not, do something…
builder-no-people-file = No file of people with traits is among the data
builder-add-trait = Has, or has not, a trait…
builder-active-there = There is one already
builder-add-active = Active lately
builder-add-file = Not in a suppression file…
builder-add-file-tip = A list of IDs, e-mail addresses or phone numbers of people never to contact, plain or hashed
builder-undo-leave-out = leave out an audience
builder-left-tip = People left after this condition
builder-active-days = Days of activity
builder-active-remove = Remove the activity condition
builder-undo-remove-condition = remove condition
builder-undo-remove-file = remove suppression file
builder-active-before = Active in the last
builder-active-after = days
builder-audience-deleted = It was deleted, so this leaves nobody out.
builder-audience-no-target = It has no target yet, so this leaves nobody out.

## With arguments
builder-as-of-now = { $day }, the end of the data
builder-dated-later = { $events ->
    [one] { $events } event is dated later, up to { $last }: taken for mistakes.
   *[other] { $events } events are dated later, up to { $last }: taken for mistakes.
}
builder-expected = Expected to engage within { $days ->
    [one] { $days } day
   *[other] { $days } days
}
# Beside the number of those who are expected to engage.
builder-expected-of = of { $people }
# In place of the number of those who are expected to engage.
builder-expected-fewer = < 1
builder-range = between { $low } and { $high }
builder-average = Average
builder-caught = Caught
builder-would-have-reached = In the last complete { $days } days the top { $share } would have reached { $reached } of those who engaged.
builder-list-reached-more = The list “{ $list }” would have reached more at this size: a simple list may do here.
builder-apart-few = Fewer than { $few } people are too few to say.
builder-times = { $times } ×
builder-from-to = { $from } to { $to }
builder-target-within = { $target } within { $days ->
    [one] { $days } day
   *[other] { $days } days
}
builder-eligible = { $people ->
    [one] { $people } person
   *[other] { $people } people
} who may be in · { $target }
builder-use-days = Use { $days ->
    [one] { $days } day
   *[other] { $days } days
}
builder-person-rank = { $person }, rank { $rank }
builder-trait-column = { $name } (trait)
builder-nobody-found = Nobody in this audience has “{ $query }” in their ID.
builder-why-person = Why { $person } is number { $rank }
builder-recommended = Recommended { $column }: { $values }
builder-zoomed = Top { $percent }% shown · Show everyone
# $title: plot-title-…
builder-picture = { $title }: { $target } within { $days ->
    [one] { $days } day
   *[other] { $days } days
}, among { $people ->
    [one] { $people } person
   *[other] { $people } people
}
builder-value-and-cost = An engagement brings { $value }, a contact costs { $cost }
builder-take-best = Take the best: { $people ->
    [one] { $people } person
   *[other] { $people } people
}
builder-auc-and-loss = AUC { $auc } · log loss { $loss }
builder-rehearsal = As if it were { $days ->
    [one] { $days } day
   *[other] { $days } days
} earlier: { $people ->
    [one] { $people } person was
   *[other] { $people } people were
} ranked without knowing what came next. From { $window }, { $engaged } of them engaged.
builder-gains = Gains: the top 5% included { $five }, the top 10% { $ten }, the top 20% { $twenty } of those who engaged
builder-gains-top = The top { $share }
builder-calibration = Calibration: the best tenth was predicted { $bestpredicted } and { $bestactual } engaged, the last one { $lastpredicted } and { $lastactual }
builder-tenth-read =
    Tenth { $tenth }
    predicted: { $predicted }
    actual: { $actual }
builder-key-predicted = predicted
builder-key-actual = actual
# $popular: two shares, "3%, 12%".
builder-recommend-hits = Back-test: First suggestion right for { $first }, one of five for { $five } (bestsellers: { $popular }).
builder-leave-event = leave out what they had with { $event }
# $rule: as after "people who".
builder-rule-sentence = People who { $rule }.
builder-times-after = { $times ->
    [one] time
   *[other] times
}
builder-values = { $values ->
    [one] { $values } value
   *[other] { $values } values
}
builder-size-only = Only { $people ->
    [one] { $people } person
   *[other] { $people } people
} may be in.
builder-control-kept = About { $people ->
    [one] { $people } person is
   *[other] { $people } people are
} kept out, to measure the effect
builder-split-more = and { $values ->
    [one] { $values } value
   *[other] { $values } values
} more.
builder-split-mark = The mark shows everyone who may be in.
builder-split-several = One person may have several.
builder-split-part = { $part }: { $share } of the audience ({ $people ->
    [one] { $people } person
   *[other] { $people } people
}), { $everyone } of everyone who may be in; { $rate } of them are expected to engage
builder-quoted = “{ $value }”
builder-unseen = { $values } { $count ->
    [one] is not in the data yet. It is kept exactly as typed and counts as soon as data with it is loaded.
   *[other] are not in the data yet. They are kept exactly as typed and count as soon as data with them is loaded.
}
builder-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
builder-days-auto = { $days ->
    [one] { $days } day (auto)
   *[other] { $days } days (auto)
}
builder-past-also = Also: { $events }
builder-past-now = now, { $day }
builder-often = { $times ->
    [1] once
    [2] twice
   *[other] { $times } times
}
builder-past-sentence = What this person did: { $events }
builder-past-lane = { $event } { $often }, last on { $last }
builder-past-lane-wanted = { $event } { $often }, { $wanted } of them about what is wanted, last on { $last }
builder-did-you-mean = Did you mean { $value }?
builder-remove = Remove { $what }
builder-who-left = · { $left } of { $all ->
    [one] { $all } person
   *[other] { $all } people
}
builder-not-in = Not in “{ $name }”
builder-change-rule = Change: { $rule }
builder-remove-rule = Remove: { $rule }
