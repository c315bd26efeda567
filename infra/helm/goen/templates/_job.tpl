{{/*
A job as a hook: root, component, image, args, hook, weight, env and secrets as dicts, temporal, secretName. Hooks of a
first installation run before the chart's other objects exist, so a job needs none of them.
*/}}
{{- define "goen.job" -}}
{{- $parts := dict "root" .root "env" .env "secrets" .secrets "temporal" .temporal "secretName" .secretName -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "goen.name" . }}
  labels: {{ include "goen.labels" . | nindent 4 }}
  annotations:
    helm.sh/hook: {{ .hook }}
    helm.sh/hook-weight: {{ .weight | quote }}
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: 3
  activeDeadlineSeconds: {{ .deadlineSeconds | default 1800 }}
  template:
    metadata:
      labels: {{ include "goen.labels" . | nindent 8 }}
    spec: {{ include "goen.jobPod" (merge (dict "parts" $parts) .) | nindent 6 }}
{{- end -}}

{{- define "goen.jobPod" -}}
restartPolicy: Never
automountServiceAccountToken: false
enableServiceLinks: false
securityContext: {{ include "goen.podSecurity" . | nindent 2 }}
{{- include "goen.placement" . }}
containers:
  - name: {{ .component }}
    image: {{ include "goen.image" . }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    args: {{ toYaml .args | nindent 6 }}
    securityContext: {{ include "goen.containerSecurity" . | nindent 6 }}
    env: {{ include "goen.env" .parts | nindent 6 }}
    resources: {{ toYaml .root.Values.jobs.resources | nindent 6 }}
    volumeMounts: {{ include "goen.mounts" .parts | nindent 6 }}
volumes: {{ include "goen.volumes" .parts | nindent 2 }}
{{- end -}}
