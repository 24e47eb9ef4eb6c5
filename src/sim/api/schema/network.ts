import {
  atomicStringMap,
  choice,
  defaulted,
  flag,
  int32,
  intOrString,
  keyed,
  merged,
  merging,
  nested,
  object,
  objects,
  pointer,
  required,
  stringMap,
  stringSet,
  strings,
  text,
} from './dsl.ts'
import { kindSchema, metaCondition, objectReference, portStatus } from './meta.ts'

/** Service of `k8s.io/api/core/v1` and EndpointSlice of `k8s.io/api/discovery/v1` (v1.36). */

const protocols = ['TCP', 'UDP', 'SCTP']

const servicePort = object('ServicePort', {
  name: text('Name of the port; needed when there are several.'),
  protocol: defaulted(choice('Protocol', protocols, 'TCP by default.'), 'TCP'),
  appProtocol: pointer(text('Protocol on top, such as kubernetes.io/h2c.')),
  port: required(int32('Port of the Service.')),
  targetPort: intOrString("Number or name of the pods' port; the same as port by default."),
  nodePort: int32('Port on every node, for NodePort and LoadBalancer.'),
})

const trafficPolicies = ['Cluster', 'Local']

const serviceSpec = object('ServiceSpec', {
  ports: merging(keyed(servicePort, ['port', 'protocol'], 'Ports of the Service.'), 'port'),
  selector: atomicStringMap('Labels of the pods that traffic goes to.'),
  clusterIP: text('Virtual address; None for a headless Service. Set by the server.'),
  clusterIPs: strings('Virtual addresses, one per IP family.'),
  type: choice(
    'ServiceType',
    ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    'How the Service is reached; ClusterIP by default.',
  ),
  externalIPs: strings('Addresses outside of the cluster that lead to the nodes.'),
  sessionAffinity: choice('ServiceAffinity', ['ClientIP', 'None'], 'None by default.'),
  loadBalancerIP: text('Deprecated: address asked of the load balancer.'),
  loadBalancerSourceRanges: strings('Clients that the load balancer lets in.'),
  externalName: text('For ExternalName: the name that DNS answers with.'),
  externalTrafficPolicy: choice(
    'ServiceExternalTrafficPolicy',
    trafficPolicies,
    'Whether traffic from outside stays on the node that it reached.',
  ),
  healthCheckNodePort: int32('Port of the health check for externalTrafficPolicy Local.'),
  publishNotReadyAddresses: flag('Lists pods in DNS before they are ready.'),
  sessionAffinityConfig: pointer(
    nested(
      object('SessionAffinityConfig', {
        clientIP: pointer(
          nested(
            object('ClientIPConfig', {
              timeoutSeconds: pointer(int32('Seconds; 10800 by default.')),
            }),
            'For ClientIP.',
          ),
        ),
      }),
      'Settings of the session affinity.',
    ),
  ),
  ipFamilies: strings('IPv4, IPv6 or both.'),
  ipFamilyPolicy: pointer(
    choice(
      'IPFamilyPolicy',
      ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
      'SingleStack by default.',
    ),
  ),
  allocateLoadBalancerNodePorts: pointer(flag('Node ports for LoadBalancer; true by default.')),
  loadBalancerClass: pointer(text('Which load balancer.')),
  internalTrafficPolicy: pointer(
    choice('ServiceInternalTrafficPolicy', trafficPolicies, 'Cluster by default.'),
  ),
  trafficDistribution: pointer(text('PreferSameZone, PreferSameNode or PreferClose.')),
})

export const serviceSchema = kindSchema('Service', {
  spec: nested(serviceSpec, 'What the Service is to be.'),
  status: nested(
    object('ServiceStatus', {
      loadBalancer: nested(
        object('LoadBalancerStatus', {
          ingress: objects(
            object('LoadBalancerIngress', {
              ip: text('Address.'),
              hostname: text('Name.'),
              ipMode: pointer(text('VIP or Proxy.')),
              ports: objects(portStatus, 'Ports.'),
            }),
            'Where the load balancer is reached.',
          ),
        }),
        'State of the load balancer.',
      ),
      conditions: merged(metaCondition, 'type', 'Conditions.'),
    }),
    'What the Service is; set by the system.',
  ),
})

const forZones = objects(object('ForZone', { name: required(text('Zone.')) }), 'Zones.')
const forNodes = objects(object('ForNode', { name: required(text('Node.')) }), 'Nodes.')

const endpoint = object('Endpoint', {
  addresses: required(stringSet('Addresses; all equal.')),
  conditions: nested(
    object('EndpointConditions', {
      ready: pointer(flag('Gets traffic.')),
      serving: pointer(flag('Could serve, even if it is ending.')),
      terminating: pointer(flag('Is ending.')),
    }),
    'State of the endpoint.',
  ),
  hostname: pointer(text('Host name.')),
  targetRef: pointer(nested(objectReference, 'The pod behind it.')),
  deprecatedTopology: stringMap('Of v1beta1.'),
  nodeName: pointer(text('Its node.')),
  zone: pointer(text('Its zone.')),
  hints: pointer(nested(object('EndpointHints', { forZones, forNodes }), 'Who should use it.')),
})

const endpointPort = object('EndpointPort', {
  name: pointer(text('Name of the port.')),
  protocol: pointer(choice('Protocol', protocols, 'TCP by default.')),
  port: pointer(int32('Port number.')),
  appProtocol: pointer(text('Protocol on top.')),
})

export const endpointSliceSchema = kindSchema('EndpointSlice', {
  addressType: required(choice('AddressType', ['IPv4', 'IPv6', 'FQDN'], 'Type of all addresses.')),
  endpoints: required(objects(endpoint, 'Endpoints; at most 1000.')),
  ports: required(objects(endpointPort, 'Ports of every endpoint.')),
})
