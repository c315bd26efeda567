{{- define "goen.name" -}}
{{- printf "%s-%s" (.root.Release.Name | trunc 40 | trimSuffix "-") .component -}}
{{- end -}}

{{- define "goen.selector" -}}
app.kubernetes.io/name: goen
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "goen.labels" -}}
{{ include "goen.selector" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "goen.image" -}}
{{ required "image.registry is missing" .root.Values.image.registry }}/{{ .image }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end -}}

{{/* What the restricted profile of the pod security standards asks for, and a read-only root. */}}
{{- define "goen.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile: { type: RuntimeDefault }
{{- end -}}
{{- define "goen.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- define "goen.placement" -}}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* NAME: value as env, each secret as NAME_FILE. */}}
{{- define "goen.env" -}}
{{- range $name, $value := .env }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range $name, $key := .secrets }}
- name: {{ $name }}_FILE
  value: /run/secrets/goen/{{ $key }}
{{- end }}
{{- end -}}

{{- define "goen.mounts" -}}
- { name: tmp, mountPath: /tmp }
{{- if .secrets }}
- { name: secrets, mountPath: /run/secrets/goen, readOnly: true }
{{- end }}
{{- if .temporal }}
{{- if .root.Values.temporal.tls.caSecret }}
- { name: temporal-ca, mountPath: /run/secrets/temporal-ca, readOnly: true }
{{- end }}
{{- if .root.Values.temporal.tls.clientSecret }}
- { name: temporal-client, mountPath: /run/secrets/temporal-client, readOnly: true }
{{- end }}
{{- end }}
{{- end -}}

{{- define "goen.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
{{- if .secrets }}
- name: secrets
  secret:
    secretName: {{ .secretName | default .root.Values.secrets.services }}
    items:
      {{- range $name, $key := .secrets }}
      - { key: {{ $key }}, path: {{ $key }} }
      {{- end }}
{{- end }}
{{- if .temporal }}
{{- with .root.Values.temporal.tls.caSecret }}
- name: temporal-ca
  secret: { secretName: {{ . }} }
{{- end }}
{{- with .root.Values.temporal.tls.clientSecret }}
- name: temporal-client
  secret: { secretName: {{ . }} }
{{- end }}
{{- end }}
{{- end -}}

{{/* As dict: how a process reaches Temporal, without the API key. */}}
{{- define "goen.temporalEnv" -}}
TEMPORAL_ADDRESS: {{ required "temporal.address is missing" .Values.temporal.address | quote }}
TEMPORAL_NAMESPACE: {{ .Values.temporal.namespace | quote }}
{{- with .Values.temporal.tls }}
{{- if or .enabled .caSecret .clientSecret }}
TEMPORAL_TLS: 'true'
{{- end }}
{{- if .serverName }}
TEMPORAL_TLS_SERVER_NAME: {{ .serverName | quote }}
{{- end }}
{{- if .caSecret }}
TEMPORAL_TLS_SERVER_CA_CERT_PATH: /run/secrets/temporal-ca/ca.crt
{{- end }}
{{- if .clientSecret }}
TEMPORAL_TLS_CLIENT_CERT_PATH: /run/secrets/temporal-client/tls.crt
TEMPORAL_TLS_CLIENT_KEY_PATH: /run/secrets/temporal-client/tls.key
{{- end }}
{{- end }}
{{- end -}}
{{- define "goen.temporalSecrets" -}}
{{- if .Values.temporal.apiKey }}
TEMPORAL_API_KEY: temporal_api_key
{{- end }}
{{- end -}}

{{/* As dict: what every service has. */}}
{{- define "goen.commonEnv" -}}
{{- if .root.Values.metrics.enabled }}
METRICS_HOST: 0.0.0.0
METRICS_PORT: {{ .root.Values.metrics.port | quote }}
{{- end }}
{{- with .root.Values.metrics.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* As dict: what gateways and workers share. */}}
{{- define "goen.casesEnv" -}}
{{ include "goen.temporalEnv" .root }}
PUBLIC_URL: {{ required "publicUrl is missing" .root.Values.publicUrl | quote }}
MAIL_SERVICE_URL: http://{{ include "goen.name" (dict "root" .root "component" "mail") }}:4001
CREDIT_SERVICE_URL: http://{{ include "goen.name" (dict "root" .root "component" "credit") }}:4002
{{- end -}}
{{- define "goen.casesSecrets" -}}
{{ include "goen.temporalSecrets" .root }}
{{- if .root.Values.temporal.payloadKeys }}
TEMPORAL_PAYLOAD_KEYS: temporal_payload_keys
{{- end }}
CASES_DATABASE_URL: cases_database_url
PERSON_HASH_KEY: person_hash_key
CONNECTION_SECRET_KEY: connection_secret_key
{{- end -}}
