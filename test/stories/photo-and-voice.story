# A report in words, a photo and a voice message, with the place shared instead of written.
> /start
> [@language]
> [flows.start.privacy.options.yes]
> /report
> [flows.report.safe.options.yes]
> [categories.group.danger]
> [categories.fraud_scam.title]
< flows.report.where.ask
> @place 35.8617 139.6455 JP-11
< flows.report.story.ask
> @photo
< engine.parts_so_far
> "This is the man."
< engine.parts_so_far
> @voice
< engine.parts_so_far
> verb done
< engine.review
< engine.answer_parts
< areas.JP-11
> [flows.report.check.options.tell]
< flows.report.thanks.say
> "stop"
< engine.stop_done
