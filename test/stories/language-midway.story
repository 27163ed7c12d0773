# The language is changed in the middle of a report and of a look at one's data, and back; what was open stays open, in the new words.
> /start
> [@language]
> [flows.start.privacy.options.yes]
> /report
> [flows.report.safe.options.yes]
> [categories.group.work]
< flows.report.what.ask
> verb language
< flows.language.pick.ask
> "English"
< "From now on I write in English."
< "What is the problem about?"
> "Wages and working conditions"
< "In which area is it?"
> /language
> [@language]
< flows.language.done.say
< flows.report.where.ask
> verb skip
> "My pay is missing."
> verb done
< engine.review
< categories.labour_wages.title
> [flows.report.check.options.quiet]
< flows.report.thanks.say
> /mydata
< flows.mydata.kept.ask
> /language
> "English"
< "Language: English"
> /language
> [@language]
< flows.mydata.kept.ask
<! "Language: English"
