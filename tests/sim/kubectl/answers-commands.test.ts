import { expect, test } from 'vitest'
import type { KubectlTrace } from '../../../src/protocol/trace.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import { SECOND } from '../../../src/sim/kernel/types.ts'

function terminal() {
  const cluster = new Cluster({ seed: 1, topology: { ...DEFAULT_TOPOLOGY, workers: 1 } })
  cluster.settle()
  return (line: string): string => {
    const printed: string[] = []
    cluster.act({ type: 'kubectl', args: line.split(' ') })
    cluster.kernel.run({
      until: cluster.kernel.now + 15 * SECOND,
      stop: ({ traces }) => {
        for (const trace of traces as readonly KubectlTrace[])
          if (trace.type === 'kubectl' && trace.output) printed.push(trace.output)
        return false
      },
    })
    return printed.join('\n')
  }
}

test('what teachers type works and says what the real one says', () => {
  const kubectl = terminal()
  const said = [
    'create deployment web --image=nginx:1.27 --replicas=2',
    'create deployment web --image=nginx:1.27',
    'expose deployment web --port=80',
    'expose deployment web --port=80',
    'run Bad_Name --image=nginx',
    'create configmap c --from-literal=a=b',
    'label pod nosuch a=b',
    'wait --for=condition=Available deployment/web',
    'get deployment,svc -o name',
    'get pods nosuch',
    'delete pods --all -n kube-public',
    'describe pod x',
    'exec x -- ls',
  ].map(kubectl)
  expect(said).toMatchInlineSnapshot(`
    [
      "deployment.apps/web created",
      "error: failed to create deployment: deployments.apps "web" already exists",
      "service/web exposed",
      "Error from server (AlreadyExists): services "web" already exists",
      "The Pod "Bad_Name" is invalid: 
    * metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
    * spec.containers[0].name: Invalid value: "Bad_Name": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      "configmap/c created",
      "Error from server (NotFound): pods "nosuch" not found",
      "deployment.apps/web condition met",
      "deployment.apps/web
    service/kubernetes
    service/web",
      "Error from server (NotFound): pods "nosuch" not found",
      "No resources found",
      "Error from server (NotFound): pods "x" not found",
      "error: "kubectl exec" is not part of this edition of Pilothouse",
    ]
  `)
})

test('several types are told apart in their tables', () => {
  const kubectl = terminal()
  kubectl('create deployment web --image=nginx:1.27')
  const blocks = kubectl('get all').split('\n\n')
  expect(blocks.map((block) => block.split('\n')[1]?.split(/[/ ]/)[0])).toEqual([
    'pod',
    'service',
    'deployment.apps',
    'replicaset.apps',
  ])
})
