import { useComparison } from '../state/comparison.ts'
import { lazily } from '../widgets/lazily.tsx'

const CompareDialog = lazily(() =>
  import('./CompareDialog.tsx').then((module) => module.CompareDialog),
)

/** The comparison over the page, while one is open. */
export function CompareLayer() {
  const view = useComparison((state) => state.open)
  return view && <CompareDialog view={view} />
}
