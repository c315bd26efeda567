package main

import (
	"time"

	"go.temporal.io/server/common/dynamicconfig"
)

// A case skipped through years of retries and waits must not come to a halt half-way.
const maxSkipsPerSession = 100_000

const skippedTimerDelay = 20 * time.Millisecond

// dynamicConfig tunes one process for many sleeping workflows.
func dynamicConfig(opts options) dynamicconfig.StaticClient {
	config := dynamicconfig.StaticClient{
		// Partitions spread a queue over hosts; with one host they only split the pollers.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
		// Lets a company's fairness key count, so that a large one cannot starve a small one.
		dynamicconfig.MatchingEnableFairness.Key(): true,
		// Workers roll over by deployment version.
		dynamicconfig.EnableDeploymentVersions.Key():    true,
		dynamicconfig.WorkflowTimeSkippingEnabled.Key(): opts.timeSkipping,
	}
	if opts.timeSkipping {
		config[dynamicconfig.WorkflowTimeSkippingMaxSkipPerSession.Key()] = maxSkipsPerSession
		// A run continued after skipped time reckons its start too late, takes the run before for
		// too short and waits; that wait then skips as much time again as was skipped before.
		config[dynamicconfig.WorkflowIdReuseMinimalInterval.Key()] = time.Duration(0)
		// A timer that a skip has made due fires this much later on the wall clock; usually 1 s.
		config[dynamicconfig.TimerProcessorMaxTimeShift.Key()] = skippedTimerDelay
	}
	return config
}
