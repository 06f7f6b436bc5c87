import type { Project } from './model.ts'

/** How projects are called, by id: their name, or `domain/name` where two domains have one of that name. */
export function labelProjects(projects: readonly Project[]): Map<string, string> {
  const byName = Map.groupBy(projects, (project) => project.name)
  return new Map(
    projects.map((project) => {
      const shared = (byName.get(project.name)?.length ?? 0) > 1
      return [project.id, shared ? `${project.domainName}/${project.name}` : project.name]
    }),
  )
}
