import { crashNode } from './crash-node.ts'
import { cutNetwork } from './cut-network.ts'
import type { Failure } from './failure.ts'
import { healNetwork } from './heal-network.ts'
import { killContainer } from './kill-container.ts'
import { restartNode } from './restart-node.ts'
import { startComponent } from './start-component.ts'
import { startKubelet } from './start-kubelet.ts'
import { stopComponent } from './stop-component.ts'
import { stopKubelet } from './stop-kubelet.ts'

/** Every failure, one line each. */
export const FAILURES: readonly Failure[] = [
  crashNode,
  restartNode,
  cutNetwork,
  healNetwork,
  stopKubelet,
  startKubelet,
  killContainer,
  stopComponent,
  startComponent,
]
