# The curve: its title, what is read off it, what a size means.

plot-title-rate = Propensity by audience size
plot-title-reached = People reached by audience size
plot-title-profit = Expected profit by audience size
plot-axis-people = People in the audience, best first

## What the crosshair reads, and words in the chart
plot-read-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
} ({ $share } of { $all })
plot-read-rate = rate { $rate }
plot-last-person = last person { $rate }
plot-average-person = average person { $rate }
plot-read-lift = { $times } × average
plot-read-reached = reaches { $share }
plot-read-profit = profit { $profit }
plot-hardly-any-engage = fewer than 1 engages
plot-about-engage = about { $people } engage
plot-best = best: { $people ->
    [one] { $people } person
   *[other] { $people } people
}
plot-beyond-advised = beyond the advised { $share }

## What the chart shows, for assistive technology
plot-sentence-rate = Of the best { $people } of { $all ->
    [one] { $all } person
   *[other] { $all } people
}, { $rate } are expected to engage, { $times } times the average of { $average }; of people like the last one let in, { $last }.
plot-sentence-reached = The best { $people } of { $all ->
    [one] { $all } person
   *[other] { $all } people
} include { $share } of all who are expected to engage.
plot-sentence-profit = Contacting the best { $people } of { $all ->
    [one] { $all } person
   *[other] { $all } people
} is expected to bring { $profit }; the best size is { $best ->
    [one] { $best } person
   *[other] { $best } people
}.

## What a size means. $expected, $random, $all: plot-about or plot-fewer-than-one
plot-no-size = Choose a size to see what it means.
plot-means-everyone = Contact everyone, { $people ->
    [one] { $people } person
   *[other] { $people } people
}, and { $expected } should engage.
plot-means-rate = Contact these { $people ->
    [one] { $people } person
   *[other] { $people } people
}, and { $expected } should engage; as many people picked at random would give { $random }.
plot-means-rate-held = Contact { $contacts } of these { $people ->
    [one] { $people } person
   *[other] { $people } people
}, the others being held out, and { $expected } should engage; as many people picked at random would give { $random }.
plot-means-reached = These { $people ->
    [one] { $people } person
   *[other] { $people } people
} include { $expected } of { $all } who are expected to engage.
# $engagements: plot-engagements or plot-no-engagement; $result: plot-profit or plot-loss.
plot-means-profit = Contacting these { $people ->
    [one] { $people } person
   *[other] { $people } people
} costs { $cost } and is expected to bring { $income } from { $engagements }: { $result }.
plot-means-profit-held = Contacting { $contacts } of these { $people ->
    [one] { $people } person
   *[other] { $people } people
}, the others being held out, costs { $cost } and is expected to bring { $income } from { $engagements }: { $result }.
plot-profit = a profit of { $money }
plot-loss = a loss of { $money }
plot-about = about { $people }
plot-fewer-than-one = fewer than 1
plot-engagements = about { $engagements ->
    [one] { $engagements } engagement
   *[other] { $engagements } engagements
}
plot-no-engagement = less than 1 engagement

## What comes after it. $meaning: one of those above
plot-unmeasured = { $meaning } This could not be checked against the past yet.
plot-means-half = { $meaning } Half of them are reached with { $people ->
    [one] { $people } person
   *[other] { $people } people
}.
plot-never-pays = { $meaning } No contact pays for itself.
plot-best-would-bring = { $meaning } { $people ->
    [one] { $people } person
   *[other] { $people } people
} would bring the most, { $profit }.

## Saving it
plot-drawing = Drawing the plot
plot-saving-points = Saving the points
plot-picture-broken = the picture is not whole
