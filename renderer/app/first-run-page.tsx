import FirstRun, { type FirstRunParts } from '../features/first-run/first-run.tsx'
import HostCheckRows from '../features/host-check/host-check-rows.tsx'

/** Features do not know of each other, so the first-run pages get the others' parts from here. */
const parts: FirstRunParts = { hostCheck: () => <HostCheckRows /> }

/** All of it comes at once: a page that is loaded when it is turned to is empty for a moment. */
export default function FirstRunPage() {
  return <FirstRun parts={parts} />
}
