import type { BaseObject } from '../../protocol/objects/meta.ts'
import type { Service } from '../../protocol/objects/network.ts'
import { keyOf, objectPath } from '../api/resources.ts'
import {
  type ChangeOf,
  type Controller,
  only,
  type Plan,
  refOf,
  type Write,
} from '../controllers/runtime/controller.ts'
import type { Micros } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import type { Cloud } from './cloud.ts'

const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup'

/** A load balancer that is being made. */
interface Building {
  readonly readyAt: Micros
}

/** Rents a load balancer for each Service that asks for one. Upstream: k8s.io/cloud-provider/controllers/service, v1.36. */
export function createServiceController(cloud: Cloud): Controller {
  return {
    name: 'service-controller',
    eventSource: 'service-controller',
    workers: 1,
    watches: { Service: serviceChanged },

    describe: (key, caches) => caches.cache('Service').get(key),

    reconcile(key, view) {
      const service = view.cache('Service').get(key)
      if (!service) {
        cloud.releaseBalancer(key)
        return undefined
      }
      if (!wantsBalancer(service))
        return hasFinalizer(service) ? release(service, cloud) : undefined
      if ((service.status.loadBalancer?.ingress ?? []).length > 0) return undefined
      const building = view.memory as Building | undefined
      if (!building) return begin(service, view.now)
      if (building.readyAt > view.now) {
        return { memory: building, requeueAfter: building.readyAt - view.now }
      }
      return assign(service, cloud.balancerFor(key))
    },
  }
}

function serviceChanged({ object }: ChangeOf<'Service'>): readonly string[] {
  return wantsBalancer(object) || hasFinalizer(object) ? [keyOf(object)] : []
}

function wantsBalancer({ spec, metadata }: Service): boolean {
  return (
    spec.type === 'LoadBalancer' &&
    spec.loadBalancerClass === undefined &&
    metadata.deletionTimestamp === undefined
  )
}

function hasFinalizer({ metadata }: BaseObject): boolean {
  return metadata.finalizers?.includes(FINALIZER) === true
}

function begin(service: Service, now: Micros): Plan {
  const finalizers = [...(service.metadata.finalizers ?? []), FINALIZER]
  return {
    memory: { readyAt: now + TIMINGS.cloudLoadBalancer } satisfies Building,
    requeueAfter: TIMINGS.cloudLoadBalancer,
    saw: { loadBalancer: false },
    events: [event(service, 'EnsuringLoadBalancer', 'Ensuring load balancer')],
    steps: hasFinalizer(service) ? [] : [only(patch(service, { metadata: { finalizers } }))],
  }
}

function assign(service: Service, ip: string): Plan {
  const status = { loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } }
  return {
    memory: null,
    saw: { loadBalancer: true, ip },
    steps: [
      only({
        ...patch(service, { status }, 'status'),
        success: event(service, 'EnsuredLoadBalancer', 'Ensured load balancer'),
      }),
    ],
  }
}

function release(service: Service, cloud: Cloud): Plan {
  cloud.releaseBalancer(keyOf(service))
  const finalizers = service.metadata.finalizers?.filter((name) => name !== FINALIZER) ?? []
  const isEnding = service.metadata.deletionTimestamp !== undefined
  return {
    memory: null,
    saw: { loadBalancer: false },
    events: [event(service, 'DeletingLoadBalancer', 'Deleting load balancer')],
    steps: [
      ...(isEnding ? [] : [only(patch(service, { status: { loadBalancer: null } }, 'status'))]),
      only({
        ...patch(service, { metadata: { finalizers: finalizers.length > 0 ? finalizers : null } }),
        success: event(service, 'DeletedLoadBalancer', 'Deleted load balancer'),
      }),
    ],
  }
}

function event(about: Service, reason: string, message: string) {
  return { about, type: 'Normal' as const, reason, message }
}

function patch(service: Service, body: object, subresource?: string): Write {
  const { name, namespace } = service.metadata
  return {
    verb: 'patch',
    object: refOf(service),
    subresource,
    request: {
      method: 'PATCH',
      path: objectPath('Service', namespace, name, subresource),
      contentType: 'application/merge-patch+json',
      body,
    },
    accepts: [404],
  }
}
