# Help beside the screen.

help-title = Help
help-close = Close help
help-search = Search help
help-nothing = Nothing in help has these words. Try a single one.
help-words = Words
help-keys = Keys
help-guide = The guide
help-back = Back
# The same for assistive technology: the bar has a button of that name.
help-back-named = Back in help
# For assistive technology; $what: what the picture shows.
help-show-picture = Show { $what } larger
help-version = Likely { $version }

## What the parts of help are called

help-place-start = First steps
help-place-data = Data
help-place-catalog = Catalog
help-place-audiences = Audiences
help-place-builder = Building an audience
help-place-overlap = Overlap and priority
help-place-destinations = Destinations

## Topics: what to do on each screen

help-steps = From files to a list in three steps
help-steps-text = Open the exports you have (Data), check what they mean (Catalog), and choose what people should want (Audiences). Each step is filled in for you; you check it.
help-sample = Try it without data
help-sample-text = Explore the sample store: a year of an online shop, made on this computer. Choose a campaign, look at the curve, write a list.
help-formats = Which files can be opened
help-formats-text = Exports of Segment, GA4, Shopify, Mixpanel, Amplitude and Snowplow, and any CSV, JSON, Parquet or Excel file with a person, a time and what happened. Compressed files and folders too. Nothing is sent anywhere.
help-card = What a card says
help-card-text = One card stands for one file, or for many files of one shape. It says what the file is, how much is in it, which field is the person, the time and the event, and which rows are not used and why.
help-not-recognised = A field was not recognised
help-not-recognised-text = Choose it under Person, Time or Event on the card. What you choose holds for all files of the card. “Show rows” shows what is in the fields.
help-more-files = Files of products and people
help-more-files-text = A table of products adds names, brands and categories to the events; a table of people adds e-mail addresses, consent, countries. Choose what it is under “Rows are”; it is joined by the ID.
help-not-used = Rows that are not used
help-not-used-text = They are counted by reason, with examples. Save them to see all of them in a table. What is read is always what is used and what is not used together.
help-changed-files = Files that changed
help-changed-files-text = Likely looks at its files when its window comes to the front, and reads again what changed. F5 looks at once.
help-events = Choosing events
help-events-text = Three to seven events that show interest are best: viewed, added to the cart, ordered. Events that undo interest, such as removed or refunded, are left out.
help-columns = Columns for the model
help-columns-text = A column says something about the product of an event. For each event choose the field that says it. Put broad columns first: they fill in when a narrow one has little data.
help-lists = Several values in one cell
help-lists-text = Choose how they are split under “One value or a list”: at a comma, a semicolon, a bar, a slash, or as a JSON list.
help-begin = Starting an audience
help-begin-text = Choose a campaign, which fills everything in from your data, or begin with New audience.
help-status = What a status means
help-status-text = Draft: nothing is chosen yet. Computing: its people are being found. Ready: they are known. Data newer: files have changed since its lists were written. Needs data: something is missing, and the reason is on hover.
help-measure = What a campaign changed
help-measure-text = After a campaign open More › Measure campaign. Those on the list are compared with those held out as control group.
help-target = Choosing what people should want
help-target-text = Choose a column and one or more values of it. Combine two columns where both must hold. A value that is not in the data yet can be typed; it counts as soon as it is there.
help-plot = Reading the plot
help-plot-text = To the right the audience grows. The line is the rate of the whole audience at that size, the shade its range, the dotted line the last person let in, the dashed one the average person. Point at it to read it off.
help-size = Choosing a size
help-size-text = Drag the handle, press a percentage, or type a number. By keyboard: arrow keys on the plot move the handle, with Shift they read the curve, Z zooms to the first per cents.
help-why = Why a person is in
help-why-text = Press a row of the table of people: the reasons are written out, and a timeline shows what they did and when.
help-table = Columns of the people table
help-table-text = “Columns…” adds what the people files say: city, consent, and so on. Press a title to sort, drag its edge to make it wider.
help-profit = What profit needs
help-profit-text = Enter what an engagement brings and what a contact costs, in your currency. The best size is marked; one press takes it.
help-overlap = People in several audiences
help-overlap-text = Bars show how many people are in each combination. Put audiences in the order of their priority: who is in several is only on the list of the first.
help-choose = Choosing destinations
help-choose-text = Tick where the list goes. Press a card below its name to see its columns and its first rows exactly as they will be written, without choosing it.
help-reach = Who can be used
help-reach-text = A platform needs an address, a number or an ID. The card says how many of the audience have one; those who do not go into a file of their own, with the reason.
help-consent = Consent and control group
help-consent-text = Only people who agreed are written where the data tells. A control group is drawn among those whom the lists would reach, and saved beside them.
help-after = After the files are written
help-after-text = Open the folder and upload the files. The steps for each platform stand below the files; a manifest says what was written and how good the ranking is.
