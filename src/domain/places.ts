import { type Area, countryOf } from './areas.ts'
import { keysOf, matchAreas, namesOf } from './place-names.ts'

type Point = readonly [lat: number, lon: number]

/** Farther from every area than this, a shared location is somewhere that we know nothing about. */
export const FARTHEST_KM = 300

export type Places = {
  get(code: string): Area | undefined
  /** Countries, those that the group serves first and in its order. */
  countries: readonly Area[]
  /** First-level areas of a country, in the order of the file. */
  under(country: string): readonly Area[]
  /** Areas and countries that somebody may have meant, best first. `within` looks in one country before all others. */
  match(text: string, within?: string): Area[]
  /** The three nearest areas to a rounded location, none farther than `FARTHEST_KM`. */
  nearest(at: { lat: number; lon: number }): Area[]
  /** Kilometres between the closest known places of two areas; `undefined` if one of them has none. */
  distance(one: string, other: string): number | undefined
}

/** @param served countries that the group serves, in order: their areas win over a namesake elsewhere. */
export const createPlaces = (areas: readonly Area[], served: readonly string[]): Places => {
  const byCode = new Map(areas.flatMap(area => [area.code, ...area.also].map(code => [code, area] as const)))
  const order = (code: string) => {
    const at = served.indexOf(countryOf(code))
    return at < 0 ? served.length : at
  }
  const countries = areas.filter(({ code }) => code.length === 2).toSorted((a, b) => order(a.code) - order(b.code))
  const firstLevel = Map.groupBy(
    areas.filter(({ code }) => code.length > 2),
    ({ code }) => countryOf(code),
  )
  const names = areas.map(area => ({ area, order: Number(order(area.code) === served.length), names: namesOf(area) }))
  // Most people write a name as it is; for those no name has to be compared with another.
  const index = new Map<string, Area[]>()
  for (const { area, order: at, names: keys } of names)
    if (at === 0) for (const [key] of keys) index.set(key, [...(index.get(key) ?? []), area])
  const distances = new Map<string, number | undefined>()

  return {
    get: code => byCode.get(code),
    countries,
    under: country => firstLevel.get(country) ?? [],
    match: (text, within) => {
      if (within) {
        const inside = names.map(it => (countryOf(it.area.code) === within ? { ...it, order: -1 } : it))
        return matchAreas(text, inside)
      }
      const written = keysOf(text).find(key => index.has(key))
      const exact = written === undefined ? undefined : index.get(written)
      return exact ?? matchAreas(text, names)
    },
    nearest: ({ lat, lon }) =>
      areas
        .map(area => ({ area, away: closest([[lat, lon]], area.anchors) }))
        .filter((it): it is { area: Area; away: number } => it.away !== undefined && it.away <= FARTHEST_KM)
        .sort((a, b) => a.away - b.away)
        .slice(0, 3)
        .map(({ area }) => area),
    distance: (one, other) => {
      const [first, second] = one < other ? [one, other] : [other, one]
      const key = `${first} ${second}`
      if (!distances.has(key))
        distances.set(key, closest(byCode.get(first)?.anchors ?? [], byCode.get(second)?.anchors ?? []))
      return distances.get(key)
    },
  }
}

const closest = (some: readonly Point[], others: readonly Point[]): number | undefined => {
  let least: number | undefined
  for (const one of some)
    for (const other of others) {
      const away = kilometres(one, other)
      if (least === undefined || away < least) least = away
    }
  return least
}

/** Great-circle distance (haversine) on a sphere of 6371 km. */
const kilometres = (one: Point, other: Point): number => {
  const radians = Math.PI / 180
  const half = (a: number, b: number) => Math.sin(((b - a) * radians) / 2) ** 2
  const chord =
    half(one[0], other[0]) + Math.cos(one[0] * radians) * Math.cos(other[0] * radians) * half(one[1], other[1])
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)))
}
