# One word ends alerts, wherever it is said and in whatever language, also before the yes; nothing about alerts is asked again.
> /start
> [@language]
> "stop"
< engine.stop_done
< flows.start.privacy.ask
> [flows.start.privacy.options.yes]
> /alerts
< flows.alerts.topics.ask
> [categories.group.work]
> "그만"
< engine.stop_done
<! flows.alerts.topics.ask
> /alerts
< flows.alerts.topics.ask
> [categories.group.work]
> verb done
> verb skip
> /report
< flows.report.safe.ask
> "itigil"
< engine.stop_done
< flows.report.safe.ask
> /alerts
< flows.alerts.topics.ask
> [categories.group.work]
> verb done
> "Osaka"
> [flows.alerts.often.options.single]
> /alerts
< flows.alerts.have.ask
> verb stop
< engine.stop_done
<! flows.alerts.have.ask
> verb cancel
> /mydata
< notices.alerts.none
> [flows.mydata.kept.options.finish]
