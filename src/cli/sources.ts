/** The lists that a flow may look into: the names after `find:` and `from:`. */
export const SOURCES = [
  'areas',
  'campaign.answers',
  'categories',
  'desk',
  'desk.source',
  'desks',
  'desks.brief',
  'emergency',
  'groups',
  'languages',
  'topics',
] as const
