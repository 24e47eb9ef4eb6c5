import { endpointChain, serviceChain } from '../../../sim/node/proxy-rules.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** Names of kube-proxy's chains. The rules themselves are recorded in the layout of 1.20, which 1.36 no longer has. */
export const iptablesSuite: SuiteAdapter = {
  suite: 'iptables',
  run(input) {
    const portName = String(input.servicePortName)
    const protocol = String(input.protocol)
    return {
      'KUBE-SVC': serviceChain(portName, protocol),
      'KUBE-SEP': endpointChain(portName, protocol, String(input.endpoint)),
    }
  },
  skip: ({ input }) =>
    input.servicePortName === undefined
      ? 'the layout of the rules is that of 1.20; ours is what a reader needs of 1.36'
      : undefined,
  // KUBE-XLB is gone since 1.24, and KUBE-FW is for load balancers with source ranges, which we do not have.
  compare: (got, want) =>
    compareAnswers(got, { 'KUBE-SVC': want['KUBE-SVC'], 'KUBE-SEP': want['KUBE-SEP'] }),
}
