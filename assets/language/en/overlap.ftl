# Who is in several audiences, and which of them has priority.

## The screen
overlap-title = Overlap and priority
overlap-about = Who is in several audiences, and which campaign they get
overlap-back = Back to audiences
overlap-one-about = Make a second audience, and see here who is in both.
overlap-one = It takes two audiences
overlap-several = Who is in several
overlap-picture = Picture
overlap-table = Table
overlap-shown-as = Shown as
overlap-finding = Finding the people
overlap-tick = Tick two audiences or more below.
overlap-no-people = Those ticked have no people yet.
overlap-nothing = Nothing to lay over each other
overlap-exactly = In exactly these audiences
overlap-audiences = Audiences
overlap-people = People
overlap-share = Share
overlap-none-yet = no people yet

## The order of priority
overlap-one-each = One campaign for each person
overlap-only-one = Write everyone on the list of one audience only
overlap-undo = change priority
overlap-audience = Audience
overlap-on-list = On its list
overlap-on-list-about = People left when those of the audiences above are taken out
overlap-no-order = Lists may share people now: somebody in three audiences gets three campaigns. Tick it to let the first audience in an order of yours have them.
overlap-order = People in several of these are only on the list of the highest one, its control group included; the other lists get shorter, and nobody moves up. It holds for the lists written here and by likely run.
overlap-up = { $name } up
overlap-down = { $name } down
overlap-take-out = Take { $name } out of the order
overlap-add = Add the { $audiences ->
    [one] { $audiences } other
   *[other] { $audiences } others
} shown above
overlap-most = At most { $most } at a time.

## Who is in several, in a sentence
overlap-nobody-shared = { $people ->
    [one] { $people } person
   *[other] { $people } people
} in { $audiences } audiences, nobody in more than one.
overlap-shared = Of { $people ->
    [one] { $people } person
   *[other] { $people } people
} in { $audiences } audiences { $shared } ({ $share }) are in more than one.
# $sentence: overlap-shared.
overlap-all-in = { $sentence } All of them are in { $audiences }.
overlap-most-in = { $sentence } The largest part, { $people ->
    [one] { $people } person, is
   *[other] { $people } people, are
} in { $audiences }.
