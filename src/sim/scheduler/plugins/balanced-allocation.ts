import { MAX_NODE_SCORE, type Plugin } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'

/**
 * Prefers nodes whose use of CPU and memory the pod would bring closer together: 75 means no change, from 50 (balance
 * lost) to 100 (balance found). Pods that ask for neither are not rated.
 * Upstream: plugins/noderesources/balanced_allocation.go, v1.36 (since then the change counts, not the result alone).
 */
export const balancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',

  preScore({ info }) {
    const { milliCpu, memory } = info.requests
    if (milliCpu === 0 && memory === 0) return undefined
    return {
      sign: `${milliCpu}/${memory}`,
      score(node) {
        const half = MAX_NODE_SCORE / 2
        const change = balance(node, milliCpu, memory) - balance(node, 0, 0)
        return half + Math.trunc((half + change) / 2)
      },
    }
  },
}

/** 100 if CPU and memory are used to the same share, 50 if one is full and the other empty. */
function balance(node: NodeInfo, milliCpu: number, memory: number): number {
  const { allocatable, requested } = node
  if (allocatable.milliCpu === 0 || allocatable.memory === 0) return MAX_NODE_SCORE
  const cpuShare = Math.min(1, (requested.milliCpu + milliCpu) / allocatable.milliCpu)
  const memoryShare = Math.min(1, (requested.memory + memory) / allocatable.memory)
  const deviation = Math.abs((cpuShare - memoryShare) / 2)
  return Math.trunc((1 - deviation) * MAX_NODE_SCORE)
}
