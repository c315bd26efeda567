package main

import "go.temporal.io/server/common/dynamicconfig"

// A case skipped through years of retries and waits must not come to a halt half-way.
const maxSkipsPerSession = 100_000

// dynamicConfig tunes one process for many sleeping workflows.
func dynamicConfig(opts options) dynamicconfig.StaticClient {
	return dynamicconfig.StaticClient{
		// Partitions spread a queue over hosts; with one host they only split the pollers.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
		// Lets a company's fairness key count, so that a large one cannot starve a small one.
		dynamicconfig.MatchingEnableFairness.Key(): true,
		// Workers roll over by deployment version.
		dynamicconfig.EnableDeploymentVersions.Key():              true,
		dynamicconfig.WorkflowTimeSkippingEnabled.Key():           opts.timeSkipping,
		dynamicconfig.WorkflowTimeSkippingMaxSkipPerSession.Key(): maxSkipsPerSession,
	}
}
