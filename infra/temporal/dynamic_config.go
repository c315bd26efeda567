package main

import (
	"time"

	"go.temporal.io/server/common/dynamicconfig"
)

// Enough to skip a case through years of retries and waits.
const maxSkipsPerSession = 100_000

const skippedTimerDelay = 20 * time.Millisecond

// dynamicConfig tunes one process for many sleeping workflows.
func dynamicConfig(opts options) dynamicconfig.StaticClient {
	config := dynamicconfig.StaticClient{
		// Partitions spread a queue over hosts; with one host they only split the pollers.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
		// Makes fairness keys work, so that a large company cannot starve a small one.
		dynamicconfig.MatchingEnableFairness.Key(): true,
		// Workers roll over by deployment version.
		dynamicconfig.EnableDeploymentVersions.Key():    true,
		dynamicconfig.WorkflowTimeSkippingEnabled.Key(): opts.timeSkipping,
	}
	if opts.timeSkipping {
		config[dynamicconfig.WorkflowTimeSkippingMaxSkipPerSession.Key()] = maxSkipsPerSession
		// After skipped time, continue-as-new miscalculates the length of the previous run and
		// delays the next one; that delay would skip the same amount of time again.
		config[dynamicconfig.WorkflowIdReuseMinimalInterval.Key()] = time.Duration(0)
		// How long after a skip the due timer fires, in real time. The server's default is 1 s.
		config[dynamicconfig.TimerProcessorMaxTimeShift.Key()] = skippedTimerDelay
	}
	return config
}
