# Audiences: who may be in, what a campaign asks for, what one changed.

## Stages of the work
audience-stage-eligible = Checking who may be in
audience-stage-ranking = Ranking people
audience-stage-engaged = Looking who engaged
audience-stage-members = Looking for who was in

## Campaigns
audience-cross-selling = Cross-selling
audience-cross-selling-about = Bought one thing lately, likely to want what goes with it: laptop, then accessories.
audience-upselling = Upselling
audience-upselling-about = Regulars of the free or basic product, likely to take the premium one.
audience-ranking = Ranking
audience-ranking-about = Everyone, ordered by interest in one category.
audience-excess-inventory = Moving excess inventory
audience-excess-inventory-about = The top 5% for a brand you have too much of.
audience-next-best-action = Next best action
audience-next-best-action-about = Frequent readers of a section, for its newest article.
audience-order-value = Raising order value
audience-order-value-about = Fans of a section, to spend a little more.

## What a campaign did: names of audiences, made of values
audience-name-buyers = { $first } buyers → { $next }
audience-name-ranking = { $value }, by interest
audience-name-overstock = { $value } overstock
audience-name-readers = { $value } readers, newest article
audience-name-threshold = { $value }, threshold offer
audience-name-upgrade = Upgrade to { $value }

## What a campaign did: why. A value is told as "Category = Kitchen", by itself as "Kitchen"
audience-pair = Of { $buyers } people who bought { $first }, { $followed } bought { $next } within { $days } days: { $times } times as often as after other purchases. So: buyers of { $firstvalue } of the last 90 days who have not bought { $nextvalue } in that time.
# $column: the name of a column, in small letters.
audience-ranked = Everyone, ordered by interest in { $value }: the { $column } with the most events of the last 30 days. { $people ->
    [one] { $people } person has
   *[other] { $people } people have
} shown interest so far. Any event counts as interest.
# $season: one of the two below.
audience-overstock = { $value } lost the most interest lately: { $recent } events in the last 30 days after { $before } in the 30 days before. { $season } So: the 5% most likely to take it, without those who did so in the last 30 days. Choose another { $column } if you know what lies in stock.
audience-overstock-season = A year ago the same days had { $recent } after { $before }, so { $expected } were to be expected now.
audience-overstock-no-season = Whether that is its season cannot be told: the data covers less than two years.
audience-newest-read = { $section } is read most: by { $people ->
    [one] { $people } person
   *[other] { $people } people
}. Its newest is “{ $newest }”. So: those who were there at least 3 times in the last 90 days and have not opened this one. Because it is new, they are ranked by their interest in { $section } where it has too few people of its own.
audience-newest-used = { $section } has the most people: { $people }. Its newest is “{ $newest }”. So: those who were there at least 3 times in the last 90 days and have nothing to do with this one yet. Because it is new, they are ranked by their interest in { $section } where it has too few people of its own.
audience-threshold = People active in the last { $days } days, those most drawn to { $value } first ({ $people ->
    [one] { $people } person has
   *[other] { $people } people have
} shown interest so far): offer them something from a basket value that is just above the usual one.
audience-upgrade-from = People who have { $plain }, were active in the last 90 days and never took { $better }, the likeliest to take it first.
audience-upgrade = People who were active in the last 90 days and never took { $better }, the likeliest to take it first.

## What a campaign could not find
audience-ask-order = Which event is an order? None is named like one, so for now any event counts: choose it under By.
audience-ask-category = Which column is the category? Add one in the catalog, or choose a value here.
audience-ask-category-taken = Which column is the category? None is like one, so { $column } was taken. Add one in the catalog, from a product feed for example, or choose another column here.
audience-ask-pair = Which value goes with which? In this data no { $column } follows another one more often than usual.
audience-ask-brand = Which column is the brand? Add one in the catalog.
audience-ask-overstock = Which { $column } is there too much of? None has lost interest lately.
audience-ask-section = Which column is the section of an article? Add one in the catalog.
audience-ask-reading = Which event is reading or watching? None is named like it, so any event counts: choose it under By.
audience-ask-family = Which section is in season? Nothing here is named for kids or families, so the busiest one was taken.
audience-ask-better = Which value is the better product? Nothing here is named premium, pro, plus or gold: choose it, and add the condition that people have the plain one.
audience-ask-plain = Which value is the plain product? Add a condition, so that only its people are asked to take { $value }.

## Where an audience stands
audience-draft = Draft
audience-computing = Computing
audience-computing-share = Computing · { $share }
audience-live = Ready
audience-needs-data = Needs data
audience-failed = Failed
audience-waits = Nobody in the data has engaged with this yet, nor with anything related. It fills when data with it is loaded.
audience-nobody = Nobody meets the conditions. Loosen one of them, or load newer data.
audience-size-zero = Choose a size: it is 0 now.

## Conditions, as words that follow "people who"; on a row of their own the first letter is large
audience-did = did { $events }
audience-did-times = did { $events } at least { $times } times
audience-did-not = did not do { $events }
audience-did-not-times = did not do { $events } at least { $times } times
audience-did-nothing = did nothing
audience-did-nothing-with = did not do anything with { $condition }
# In place of $events above.
audience-anything = anything
audience-events-with = { $events } with { $condition }
# $condition: one of those above.
audience-did-within = { $condition } in the last { $days ->
    [one] { $days } day
   *[other] { $days } days
}
audience-has = have { $condition }
audience-has-not = do not have { $condition }
audience-active-within = were active in the last { $days ->
    [one] { $days } day
   *[other] { $days } days
}
audience-either = either { $conditions }
audience-not-in-file = are not in { $file }
audience-not-in = are not in “{ $name }”
audience-not-in-deleted = are not in an audience that was deleted
audience-everyone = everyone
audience-people-who = people who { $conditions }
# In place of an audience's name.
audience-deleted = an audience that was deleted

## What a condition lacks
audience-lacks-value-or-column = Choose a value, or any column
audience-lacks-trait = Choose a trait
audience-lacks-value = Choose a value
audience-rule-event-gone = The condition names the event “{ $event }”, which is not in the catalog. Change the condition or choose the event in the catalog.
audience-rule-column-gone = The condition names the column “{ $column }”, which is not in the catalog. Change the condition or add the column in the catalog.
audience-rule-trait-gone = The condition names the trait “{ $name }”, which no file of people has. Change the condition or add the file that has it.
audience-rule-values-gone = The condition leaves out people with { $name } = { $values }, and nobody in your files of people has that. It may be written otherwise there now, so nobody is let in. Change the condition, or take it away.
audience-rule-nobody = Nobody has “{ $value }” as { $column }, so nobody meets that part of the condition.
audience-rule-nobody-out = Nobody has “{ $value }” as { $column }, so that part of the condition leaves nobody out.
audience-quoted = “{ $value }”
audience-did-you-mean = Did you mean { $values }?
# $note: how many of a file's entries were found.
audience-exclusion-gone = It leaves out an audience that is not in the project (number { $number }): nobody is left out by that.
audience-exclusion-empty = It leaves out “{ $name }”, which has nobody yet: nobody is left out by that.
audience-exclusion-changed = { $note } It has changed since it was chosen; what it holds now counts.

## The definition in one sentence. $target: "Brand = Northwind", with what the next two add
audience-no-target = no target yet
audience-by = { $target } by { $events }
audience-within = { $target } within { $days ->
    [one] { $days } day
   *[other] { $days } days
}
# $size: "5%"; $who: audience-everyone or audience-people-who.
audience-top-percent = The top { $size } most likely to engage with { $target }, among { $who }.
audience-top-people = Up to { $people ->
    [one] { $people } person
   *[other] { $people } people
} most likely to engage with { $target }, among { $who }.
audience-with-control = { $definition } { $control } of them are held out as a control group.

## How good the ranking is
audience-measured-among = Measured among the people who met the conditions then.
audience-measured-too-few = Of the { $people ->
    [one] { $people } person
   *[other] { $people } people
} who met the conditions then, { $engaged } engaged: too few to measure. The figures are for everyone.

## How the audience splits
audience-split-unknown = not known
audience-split-none = none of them
audience-from-to = { $from } to { $to }

## What a campaign changed. $listed, $held: audience-measure-group
audience-measure-group = { $engaged } of { $people } ({ $rate })
audience-measure-happened = From { $when } { $listed } on the list engaged with { $target }.
audience-measure-happened-held = From { $when } { $listed } on the list engaged with { $target }; of those held out { $held }.
audience-measure-before = Before the campaign { $rate } were expected to engage.
audience-measure-covered = The data covers { $covered } of the { $days } days so far; the figures will still grow.
audience-measure-gone = { $people ->
    [one] { $people } of them is not in the data any more and counts as not engaged.
   *[other] { $people } of them are not in the data any more and count as not engaged.
}
audience-measure-no-control = Nobody was held out, so what the campaign changed cannot be told: these people were likely to engage anyway. Hold out a control group next time; 10% is a good beginning.
audience-measure-all-held = Everyone was held out: there was no campaign to measure.
audience-measure-target-changed = That is what these lists were made for. The audience asks for { $target } now.
audience-measure-target-unknown = An older version wrote these lists and did not keep what they were for, so what the audience asks for now was counted. It was then: { $definition }
# Points: percentage points.
audience-measure-range = between { $low } and { $high } points
audience-measure-too-few = That is too little to tell what the campaign changed: { $held ->
    [one] { $held } person
   *[other] { $held } people
} held out and { $engaged ->
    [one] { $engaged } engagement
   *[other] { $engaged } engagements
} in all. Hold out more people next time, or wait for more days of data.
# $more: one of the next two.
audience-measure-worked = The campaign worked: { $more }. That is more than chance (the true difference is { $range }, 95 times in 100), and means about { $extra } people who would not have engaged without it (between { $low } and { $high }).
audience-measure-more = { $size } points more engaged
audience-measure-more-lift = { $size } points more engaged, { $lift } times the rate of those held out
audience-measure-harmed = Those on the list engaged less, by { $size } points, and that is more than chance (the true difference is { $range }, 95 times in 100). Look at what the campaign said and to whom before it runs again.
audience-measure-chance-more = Those on the list engaged { $size } points more, but that may be chance: the true difference is { $range }, 95 times in 100.
audience-measure-chance-less = Those on the list engaged { $size } points less, but that may be chance: the true difference is { $range }, 95 times in 100.
# $result: one of the two above.
audience-measure-hold-out = { $result } To tell a difference of this size, about { $people ->
    [one] { $people } person
   *[other] { $people } people
} would have to be held out.
audience-measure-larger = { $result } A difference this small needs a larger audience to be told.

## Why a campaign cannot be measured
audience-measure-no-record = Nothing says who was in: no lists of this audience were written with this project yet. Write its lists, run the campaign, load the events that follow, and come back.
audience-measure-nothing-later = There is nothing to measure yet: the data ends on { $ends }, and only what happened from { $from } on counts. Load the events that came later, then measure again.
audience-measure-no-data = There is nothing to measure yet: the data has no events, and only what happened from { $from } on counts. Load the events that came later, then measure again.
audience-measure-before-lists = The campaign cannot have begun on { $from }: these lists were made from data up to { $ends }, and the people are on them because of what they did until then. Choose a day from { $ends } on, or measure lists that were written earlier.
audience-measure-strangers = { $people ->
    [one] The person of these lists is not in the data that is loaded now.
   *[other] None of the { $people } people of these lists are in the data that is loaded now.
} Is it the same person ID as then?

## Records of who was in
audience-record-damaged = The record of who was in, { $path }, is damaged and was left out.
audience-record-newer = The record of who was in, { $path }, was made by a newer version of Likely and was left out.
audience-record-unread = The record of who was in, { $path }, cannot be read and was left out: { $why }.
audience-record-unkept = Who is in could not be recorded in { $path }: { $why }. Changes since now cannot be told later; check that the folder can be written to.
