# What is done with opened files, a catalog and audiences: reading, ranking, writing lists.

## Progress

workflow-looking = Looking at the files
workflow-counting = Counting events and people
workflow-suppression-looking = Looking for the people of { $name }
workflow-waiting = Waiting for another program that writes lists

## Files that changed, are new or damaged

# A few file names and how many there are more.
workflow-more-files = { $named } and { $more ->
    [one] 1 more file
   *[other] { $more } more files
}
# $names: file names; $files: how many.
workflow-changed = { $names } changed.
workflow-shrunk = { $names } got smaller; check that the export is whole.
workflow-missing = { $names } cannot be found any more.
workflow-back = { $names } can be read again.
workflow-new-copy = { $name } is new in your folders, but a copy of { $like }: it was not read, or everything in it would count twice.
workflow-new-like = { $name } is new in your folders and was read like { $like }.
workflow-new-unlike = { $name } is new in your folders, like no file of the project, and was not read. Add it in the window, or leave it out there.
workflow-new-unheard = { $name } is new in your folders, like no file of the project, and was not read, though it seems to hold people: whoever refused there is not left out. Add it in the window, or leave it out there.
workflow-sheet-unheard = The sheet “{ $sheet }” of { $name } has other columns and was not read, though it says who may be contacted: whoever refused there is not left out. Save it as a file of its own and add that in the window.
workflow-cut-off = { $name } is damaged or cut off: what follows there is missing.
# $reason: why, as in "no person".
workflow-skipped = { $name }: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} skipped: { $reason }.
workflow-skipped-line = { $name }: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} skipped: { $reason }, first in line { $line }.
workflow-skipped-files = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} in { $files } files skipped: { $reason }, first in { $name }.
workflow-skipped-files-line = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} in { $files } files skipped: { $reason }, first in { $name }, line { $line }.
workflow-no-scratch = No temporary folder could be made: { $error }. Make room on the disk, or see that its temporary folder can be written to.

## Audiences that leave out one another, and suppression files

workflow-quoted = “{ $name }”
workflow-own-people = “{ $name }” cannot leave out its own people.
workflow-cycle = { $names } leave each other out in a circle, so none of them can come first. Take one of these conditions away.
workflow-other-unknown = It leaves out the people of “{ $name }”, and who they are is not known: { $why }
workflow-suppression-gone = The suppression file { $path } is not where it was. Put it back, or choose it again under “Who may be in”.
workflow-suppression-unusable = The suppression file cannot be used: { $why } Nobody is ranked, so that nobody is contacted by mistake.
workflow-suppression-empty = { $name } is an empty list and leaves nobody out.
workflow-suppression-nobody = { $name } leaves nobody out: none of its { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
} is the ID, the e-mail address or the phone number of anyone in the data, neither plain nor hashed (MD5, SHA-1, SHA-256).
workflow-suppression-all = { $name }: { $entries ->
    [one] its 1 entry was found in the data.
   *[other] all { $entries } entries were found in the data.
}
workflow-suppression-some = { $name }: { $known } of { $entries } entries were found in the data, { $unknown ->
    [one] { $unknown } was not.
   *[other] { $unknown } were not.
}

## Consent

workflow-consent-table = { $count ->
    [one] { $names } looks
   *[other] { $names } look
} like consent. This table holds everyone, whatever they said there.
workflow-consent-lists = { $count ->
    [one] { $names } looks like consent, so only people who agreed there are written.
   *[other] { $names } look like consent, so only people who agreed there and nowhere said no are written.
}

## Why lists are not written

workflow-lists-unremembered = { $error } Nothing was written: later additions and removals would lead from older lists.
workflow-lists-damaged = { $what } Its lists need what is missing, so nothing was written. Export the file again, or accept what could be read.
workflow-lists-outdated = { $path } has changed since the people of “{ $name }” were found, who are kept out of these lists. Nothing was written; create the lists again once “{ $name }” is computed anew.
workflow-nobody-left = Nobody is left in it: everyone is left out by now.
workflow-all-taken = Everyone in it is already in an audience that comes before it.
workflow-listed-before = “{ $name }” has nobody now; the people of its lists of { $day } are left out, because they may still be on the platform.
workflow-before-unknown = “{ $name }” has nobody now, and who was on its last lists is not known for sure. Nothing was written, so that nobody is on two lists.
workflow-known-as = Some people are in your events under an e-mail address, others under another ID. Where your files say which ID an address belongs to, what was done under the address counts for that ID.
workflow-known-twice = { $people ->
    [one] { $people } person is in your events under an e-mail address and under another ID, and counts as two, because it is not certain whose the address is: several people may have it.
   *[other] { $people } people are in your events under an e-mail address and under another ID, and each counts as two, because it is not certain whose the address is: several people may have it.
} What they did under the one is not known of the other: choose the same kind of ID in all event files.
workflow-nobody-held = { $audience }: Nobody was drawn for its control group: each person is drawn by lot, and there are few. What its campaign changes cannot be measured; hold out more, or let more people in.
workflow-all-held = Everyone in it is held out of another audience's campaign, and on no list until that is measured.
workflow-no-recommended = The recommended values could not be found. { $why }
workflow-still-busy = Another program is writing this project's lists, and was not done after { $minutes } minutes. Nothing was written; try again later.

## Values of a target

workflow-no-value = “{ $value }” is no value of { $column } yet.

## Forgetting people
workflow-forget-nobody = Nobody is named. Give the IDs, e-mail addresses or phone numbers of the people to forget, one a line.
workflow-forget-record = { $error } Some records may still have these people; try again.
workflow-forget-cancelled = Cancelled. Some records may still have these people.
workflow-forget-named = { $people ->
    [one] { $people } person of the data was named.
   *[other] { $people } people of the data were named.
}
workflow-forget-only-typed = The data could not be looked at: people were looked for by just what was typed.
workflow-forget-records = Records of who was in that had any of them, and have not any more: { $records }. What was kept for the next time was thrown away.
workflow-forget-in-use = Another program uses some of what is kept: close it and forget again.
# $files, $reasons: one a line, indented.
workflow-forget-sources = These files still have them, or something that is written like their IDs. Take them out there, or they are back with the next reading:{"\u000A"}  { $files }
workflow-forget-lists = These written lists still have them, or something that is written like their IDs. Delete the files, and take the people out where you uploaded them; the next list you write replaces the platform’s whole list:{"\u000A"}  { $files }
workflow-forget-unreadable = Not looked into:{"\u000A"}  { $reasons }
workflow-forget-looking = Looking into { $name }

## A sample of people
workflow-sample-copying = Copying some people's rows
workflow-sample-not-new = { $path } is there already and was not touched. Choose a new folder.
workflow-sample-in-source = { $path } lies in { $source }, which is read. Choose a folder elsewhere.
workflow-sample-unusable = Of CSV, JSON lines and Parquet files rows can be copied, of these they cannot: { $files }.
workflow-sample-unwritten = { $path } was not copied: { $error }.
