import { type Forecast, forecastAll } from '../lib/forecast/forecast.ts'
import { summariseCloud } from '../lib/summary.ts'
import type { Site } from './_site.ts'

const forecasts = new WeakMap<Site, Forecast[]>()

/** What fills when, soonest first. Worked out once a build, however many pages ask. */
export function siteForecast(site: Site): Forecast[] {
  const known = forecasts.get(site)
  if (known) return known
  const { cloud, name, history } = site
  const made = forecastAll({ ...summariseCloud(cloud, name), at: cloud.snapshot.collectedAt }, history.daily)
  forecasts.set(site, made)
  return made
}
