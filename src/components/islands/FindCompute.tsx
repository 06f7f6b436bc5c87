import { Finder } from './planning/Finder.tsx'
import { PlanningFrame } from './planning/PlanningFrame.tsx'
import { usePlanningFile } from './planning/use-planning.ts'

/** Where new servers would fit. */
export function FindCompute() {
  const loaded = usePlanningFile()
  return <PlanningFrame loaded={loaded}>{(file) => <Finder file={file} />}</PlanningFrame>
}
