import {
  atomicObject,
  choice,
  defaulted,
  flag,
  int32,
  int64,
  integers,
  intOrString,
  keyed,
  merged,
  merging,
  nested,
  type ObjectSchema,
  object,
  objects,
  pointer,
  quantities,
  required,
  strings,
  text,
} from './dsl.ts'
import { securityContext } from './security.ts'
import { objectFieldSelector, resourceFieldSelector } from './volume.ts'

/** Containers of `k8s.io/api/core/v1` (v1.36). */

export const resourceRequirements = object('ResourceRequirements', {
  limits: quantities('Most that the container may use.'),
  requests: quantities('What the scheduler sets aside for it.'),
  claims: keyed(
    object('ResourceClaim', {
      name: required(text("Name of an entry in the pod's resourceClaims.")),
      request: text('One request of the claim.'),
    }),
    ['name'],
    'Claims used by the container.',
  ),
})

function keySelector(name: string, what: string): ObjectSchema {
  return atomicObject(name, {
    name: text(`Name of the ${what}.`),
    key: required(text('The key to take.')),
    optional: pointer(flag(`Whether the ${what} or its key may be missing.`)),
  })
}

const envVarSource = object('EnvVarSource', {
  fieldRef: pointer(nested(objectFieldSelector, 'A field of the pod.')),
  resourceFieldRef: pointer(nested(resourceFieldSelector, 'A resource of a container.')),
  configMapKeyRef: pointer(
    nested(keySelector('ConfigMapKeySelector', 'ConfigMap'), 'A ConfigMap key.'),
  ),
  secretKeyRef: pointer(nested(keySelector('SecretKeySelector', 'Secret'), 'A Secret key.')),
  fileKeyRef: pointer(
    nested(
      atomicObject('FileKeySelector', {
        volumeName: required(text('Volume with the file.')),
        path: required(text('Path in the volume.')),
        key: required(text('The key to take.')),
        optional: pointer(flag('Whether it may be missing.')),
      }),
      'A key of an env file.',
    ),
  ),
})

const envVar = object('EnvVar', {
  name: required(text('Name of the variable.')),
  value: text('Value; $(NAME) refers to another variable.'),
  valueFrom: pointer(nested(envVarSource, 'Where the value comes from.')),
})

function envSource(name: string, what: string): ObjectSchema {
  return object(name, {
    name: text(`Name of the ${what}.`),
    optional: pointer(flag(`Whether the ${what} may be missing.`)),
  })
}

const envFromSource = object('EnvFromSource', {
  prefix: text('Put before every name.'),
  configMapRef: pointer(
    nested(envSource('ConfigMapEnvSource', 'ConfigMap'), 'All keys of a ConfigMap.'),
  ),
  secretRef: pointer(nested(envSource('SecretEnvSource', 'Secret'), 'All keys of a Secret.')),
})

const handlers = {
  exec: pointer(
    nested(
      object('ExecAction', { command: strings('Command line; no shell.') }),
      'Runs a command.',
    ),
  ),
  httpGet: pointer(
    nested(
      object('HTTPGetAction', {
        path: text('Path to ask for.'),
        port: required(intOrString('Number or name of the port.')),
        host: text('Host name; the pod IP by default.'),
        scheme: choice('URIScheme', ['HTTP', 'HTTPS'], 'HTTP by default.'),
        httpHeaders: objects(
          object('HTTPHeader', { name: required(text('Name.')), value: required(text('Value.')) }),
          'Headers to send.',
        ),
      }),
      'Asks over HTTP.',
    ),
  ),
  tcpSocket: pointer(
    nested(
      object('TCPSocketAction', {
        port: required(intOrString('Number or name of the port.')),
        host: text('Host name; the pod IP by default.'),
      }),
      'Opens a TCP connection.',
    ),
  ),
}

const probe = object('Probe', {
  ...handlers,
  grpc: pointer(
    nested(
      object('GRPCAction', {
        port: required(int32('Port.')),
        service: pointer(text('Service name to put in the request.')),
      }),
      'Asks the gRPC health service.',
    ),
  ),
  initialDelaySeconds: int32('Seconds after the start before the first probe.'),
  timeoutSeconds: int32('Seconds after which a probe fails; 1 by default.'),
  periodSeconds: int32('Seconds between probes; 10 by default.'),
  successThreshold: int32('Successes in a row that count; 1 by default.'),
  failureThreshold: int32('Failures in a row that count; 3 by default.'),
  terminationGracePeriodSeconds: pointer(
    int64('Grace period when this probe kills the container.'),
  ),
})

const lifecycleHandler = object('LifecycleHandler', {
  ...handlers,
  sleep: pointer(
    nested(object('SleepAction', { seconds: required(int64('Seconds.')) }), 'Sleeps.'),
  ),
})

const lifecycle = object('Lifecycle', {
  postStart: pointer(nested(lifecycleHandler, 'Runs right after the container is created.')),
  preStop: pointer(nested(lifecycleHandler, 'Runs before the container is stopped.')),
  stopSignal: pointer(choice('Signal', [], 'Signal that stops the container.')),
})

const containerPort = object('ContainerPort', {
  name: text('Name, unique in the pod; Services can refer to it.'),
  hostPort: int32('Port on the node.'),
  containerPort: required(int32('Port on the pod IP.')),
  protocol: defaulted(
    choice('Protocol', ['TCP', 'UDP', 'SCTP'], 'UDP, TCP or SCTP; TCP by default.'),
    'TCP',
  ),
  hostIP: text('Address of the node to bind to.'),
})

const volumeMount = object('VolumeMount', {
  name: required(text('Name of a volume of the pod.')),
  readOnly: flag('Mounts read-only.'),
  recursiveReadOnly: pointer(
    choice(
      'RecursiveReadOnlyMode',
      ['Disabled', 'IfPossible', 'Enabled'],
      'Read-only all the way.',
    ),
  ),
  mountPath: required(text('Path in the container.')),
  subPath: text('Path in the volume.'),
  mountPropagation: pointer(
    choice('MountPropagationMode', ['None', 'HostToContainer', 'Bidirectional'], 'Propagation.'),
  ),
  subPathExpr: text('Path in the volume, with variables expanded.'),
})

const restartRule = object('ContainerRestartRule', {
  action: required(
    choice('ContainerRestartRuleAction', ['Restart', 'RestartAllContainers'], 'What to do.'),
  ),
  exitCodes: pointer(
    nested(
      object('ContainerRestartRuleOnExitCodes', {
        operator: required(
          choice('ContainerRestartRuleOnExitCodesOperator', ['In', 'NotIn'], 'Relation.'),
        ),
        values: integers('Exit codes.'),
      }),
      'Exit codes that it applies to.',
    ),
  ),
})

const containerFields = {
  name: required(text('Name, unique within the pod. Cannot be changed.')),
  image: text('Image, such as nginx:1.27.'),
  command: strings("Replaces the image's entrypoint."),
  args: strings("Replaces the image's arguments."),
  workingDir: text('Working directory.'),
  ports: merging(
    keyed(containerPort, ['containerPort', 'protocol'], 'Ports that the container serves.'),
    'containerPort',
  ),
  envFrom: objects(envFromSource, 'Variables from whole ConfigMaps and Secrets.'),
  env: merged(envVar, 'name', 'Environment variables.'),
  resources: nested(resourceRequirements, 'Requests and limits of CPU, memory, ...'),
  resizePolicy: objects(
    object('ContainerResizePolicy', {
      resourceName: required(text('cpu or memory.')),
      restartPolicy: required(
        choice(
          'ResourceResizeRestartPolicy',
          ['NotRequired', 'RestartContainer'],
          'Whether a resize restarts the container.',
        ),
      ),
    }),
    'What a change of resources does.',
  ),
  restartPolicy: pointer(
    choice(
      'ContainerRestartPolicy',
      ['Always', 'OnFailure', 'Never'],
      'Always makes an init container a sidecar.',
    ),
  ),
  restartPolicyRules: objects(restartRule, 'Rules by exit code, before restartPolicy.'),
  volumeMounts: merged(volumeMount, 'mountPath', 'Volumes to mount.'),
  volumeDevices: merged(
    object('VolumeDevice', {
      name: required(text('Claim in the pod.')),
      devicePath: required(text('Path in the container.')),
    }),
    'devicePath',
    'Block devices.',
  ),
  livenessProbe: pointer(nested(probe, 'The container is restarted when this fails.')),
  readinessProbe: pointer(nested(probe, 'The pod gets no Service traffic while this fails.')),
  startupProbe: pointer(nested(probe, 'Holds back the other probes until it succeeds.')),
  lifecycle: pointer(nested(lifecycle, 'Hooks.')),
  terminationMessagePath: text('File with the last words; /dev/termination-log by default.'),
  terminationMessagePolicy: choice(
    'TerminationMessagePolicy',
    ['File', 'FallbackToLogsOnError'],
    'Where the last words come from.',
  ),
  imagePullPolicy: choice(
    'PullPolicy',
    ['Always', 'IfNotPresent', 'Never'],
    'Always for :latest or no tag, IfNotPresent otherwise.',
  ),
  securityContext: pointer(nested(securityContext, 'Security options.')),
  stdin: flag('Keeps stdin open.'),
  stdinOnce: flag('Closes stdin after the first session.'),
  tty: flag('Allocates a terminal.'),
}

export const container = object('Container', containerFields)

export const ephemeralContainer = object('EphemeralContainer', {
  ...containerFields,
  targetContainerName: text('Container whose namespaces it joins.'),
})
