# Without the yes nothing is stored, and help desks can still be found.
> /start
> [@language]
> [flows.start.privacy.options.no]
< flows.start.without.say
> /desk
< flows.desk.topic.ask
> [categories.group.work]
< flows.desk.where.ask
> "Tokyo"
< flows.desk.pick.ask
> [#1]
< flows.desk.then.ask
> [flows.desk.then.options.source]
< desks.checked
> [flows.desk.then.options.finish]
< flows.desk.bye.say
