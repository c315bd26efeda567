package main

import (
	"context"

	"go.temporal.io/server/common/config"
	tlog "go.temporal.io/server/common/log"
)

// stores are where executions and what lists them (visibility) are kept; their schemas exist.
type stores struct {
	main       config.SQL
	visibility config.SQL
}

// openStores creates or updates the schemas of the chosen database.
func openStores(ctx context.Context, opts options, logger tlog.Logger) (stores, error) {
	if opts.postgres != "" {
		return openPostgres(opts.postgres, logger)
	}
	return openSQLite(ctx, opts.db)
}

const (
	mainStore       = "main"
	visibilityStore = "visibility"
	// Cannot be changed once a store exists; few, since all are served by this one process.
	historyShards = 4
)

func (s stores) persistence() config.Persistence {
	return config.Persistence{
		DefaultStore:     mainStore,
		VisibilityStore:  visibilityStore,
		NumHistoryShards: historyShards,
		DataStores: map[string]config.DataStore{
			mainStore:       {SQL: &s.main},
			visibilityStore: {SQL: &s.visibility},
		},
	}
}
