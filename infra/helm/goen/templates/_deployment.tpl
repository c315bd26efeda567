{{/*
A Deployment of one kind of process: root, component, image, values (its part of the values), env and secrets as dicts,
temporal (whether it reaches Temporal), healthPort, ports (name: number), graceSeconds.
*/}}
{{- define "goen.deployment" -}}
{{- $env := merge (dict) .values.settings .env (include "goen.commonEnv" . | fromYaml) -}}
{{- $parts := dict "root" .root "env" $env "secrets" .secrets "temporal" .temporal -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "goen.name" . }}
  labels: {{ include "goen.labels" . | nindent 4 }}
spec:
  {{- if not (.values.autoscaling | default dict).enabled }}
  replicas: {{ .values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  minReadySeconds: {{ .values.minReadySeconds | default 0 }}
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxSurge: 100%, maxUnavailable: 0 }
  selector:
    matchLabels: {{ include "goen.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{ include "goen.labels" . | nindent 8 }}
      {{- with .root.Values.podAnnotations }}
      annotations: {{ toYaml . | nindent 8 }}
      {{- end }}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ .graceSeconds }}
      securityContext: {{ include "goen.podSecurity" . | nindent 8 }}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {{ include "goen.selector" . | nindent 14 }}
      {{- include "goen.placement" . | nindent 6 }}
      containers:
        - name: {{ .component }}
          image: {{ include "goen.image" . }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          securityContext: {{ include "goen.containerSecurity" . | nindent 12 }}
          env: {{ include "goen.env" $parts | nindent 12 }}
          ports:
            {{- range $name, $port := .ports }}
            - { name: {{ $name }}, containerPort: {{ $port }} }
            {{- end }}
            {{- if .root.Values.metrics.enabled }}
            - { name: metrics, containerPort: {{ .root.Values.metrics.port }} }
            {{- end }}
          startupProbe:
            httpGet: { path: /readyz, port: {{ .healthPort }} }
            periodSeconds: 2
            timeoutSeconds: 4
            failureThreshold: 60
          readinessProbe:
            httpGet: { path: /readyz, port: {{ .healthPort }} }
            periodSeconds: 5
            timeoutSeconds: 4
            failureThreshold: 3
          livenessProbe:
            httpGet: { path: /livez, port: {{ .healthPort }} }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          {{- if .isServer }}
          # Proxies learn that it goes before it stops listening.
          lifecycle: { preStop: { sleep: { seconds: 5 } } }
          {{- end }}
          resources: {{ toYaml .values.resources | nindent 12 }}
          volumeMounts: {{ include "goen.mounts" $parts | nindent 12 }}
      volumes: {{ include "goen.volumes" $parts | nindent 8 }}
{{- end -}}
