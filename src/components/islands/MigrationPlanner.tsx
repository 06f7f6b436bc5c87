import { Planner } from './planning/Planner.tsx'
import { PlanningFrame } from './planning/PlanningFrame.tsx'
import { usePlanningCloud } from './planning/use-planning.ts'

/** Where the instances of a host could go, move by move. */
export function MigrationPlanner() {
  const loaded = usePlanningCloud()
  return <PlanningFrame loaded={loaded}>{(value) => <Planner {...value} />}</PlanningFrame>
}
