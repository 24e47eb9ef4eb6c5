import {
  choice,
  flag,
  int64,
  integers,
  nested,
  object,
  objects,
  pointer,
  required,
  strings,
  text,
} from './dsl.ts'

/** Security contexts of `k8s.io/api/core/v1` (v1.36). */

const seLinuxOptions = pointer(
  nested(
    object('SELinuxOptions', {
      user: text('SELinux user.'),
      role: text('SELinux role.'),
      type: text('SELinux type.'),
      level: text('SELinux level.'),
    }),
    'SELinux labels.',
  ),
)

const windowsOptions = pointer(
  nested(
    object('WindowsSecurityContextOptions', {
      gmsaCredentialSpecName: pointer(text('Name of the GMSA credential spec.')),
      gmsaCredentialSpec: pointer(text('The GMSA credential spec.')),
      runAsUserName: pointer(text('User name.')),
      hostProcess: pointer(flag('Runs as a host process.')),
    }),
    'Windows settings.',
  ),
)

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined']

const seccompProfile = pointer(
  nested(
    object('SeccompProfile', {
      type: required(choice('SeccompProfileType', profileTypes, 'Which profile.')),
      localhostProfile: pointer(text('Path of a profile on the node.')),
    }),
    'Seccomp profile.',
  ),
)

const appArmorProfile = pointer(
  nested(
    object('AppArmorProfile', {
      type: required(choice('AppArmorProfileType', profileTypes, 'Which profile.')),
      localhostProfile: pointer(text('Name of a profile on the node.')),
    }),
    'AppArmor profile.',
  ),
)

const runAs = {
  runAsUser: pointer(int64('UID to run as.')),
  runAsGroup: pointer(int64('GID to run as.')),
  runAsNonRoot: pointer(flag('Refuses to start as root.')),
}

export const securityContext = object('SecurityContext', {
  capabilities: pointer(
    nested(
      object('Capabilities', { add: strings('To add.'), drop: strings('To drop.') }),
      'Linux capabilities.',
    ),
  ),
  privileged: pointer(flag('Runs in privileged mode: root on the host.')),
  seLinuxOptions,
  windowsOptions,
  ...runAs,
  readOnlyRootFilesystem: pointer(flag('Makes the root filesystem read-only.')),
  allowPrivilegeEscalation: pointer(flag('Whether a process may gain more privileges.')),
  procMount: pointer(choice('ProcMountType', ['Default', 'Unmasked'], 'Type of /proc.')),
  seccompProfile,
  appArmorProfile,
})

export const podSecurityContext = object('PodSecurityContext', {
  seLinuxOptions,
  windowsOptions,
  ...runAs,
  supplementalGroups: integers('More groups of the first process.'),
  supplementalGroupsPolicy: pointer(
    choice('SupplementalGroupsPolicy', ['Merge', 'Strict'], 'How groups are put together.'),
  ),
  fsGroup: pointer(int64('Group that owns the volumes.')),
  sysctls: objects(
    object('Sysctl', { name: required(text('Name.')), value: required(text('Value.')) }),
    'Kernel parameters of the pod.',
  ),
  fsGroupChangePolicy: pointer(
    choice('PodFSGroupChangePolicy', ['OnRootMismatch', 'Always'], 'When ownership is changed.'),
  ),
  seccompProfile,
  appArmorProfile,
  seLinuxChangePolicy: pointer(
    choice('PodSELinuxChangePolicy', ['Recursive', 'MountOption'], 'How volumes are relabelled.'),
  ),
})
