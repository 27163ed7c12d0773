# Alerts by topic and place: chosen, seen, stopped with one word; then everything is erased.
> /start
> [@language]
> [flows.start.privacy.options.yes]
> /alerts
< flows.alerts.topics.ask
> [categories.group.work]
< engine.many_so_far
> verb done
< flows.alerts.where.ask
> "Osaka"
< flows.alerts.often.ask
> [flows.alerts.often.options.weekly]
> /alerts
< flows.alerts.have.ask
> [flows.alerts.have.options.keep]
< flows.alerts.kept.say
> /erase
< flows.erase.sure.ask
> [engine.yes]
