package main

import (
	"context"

	"go.temporal.io/server/common/config"
	tlog "go.temporal.io/server/common/log"
)

// stores holds the connections of the main and the visibility store, whose schemas exist.
type stores struct {
	main       config.SQL
	visibility config.SQL
}

// openStores opens the configured database and creates or migrates its schemas.
func openStores(ctx context.Context, opts options, logger tlog.Logger) (stores, error) {
	if opts.postgres != "" {
		return openPostgres(opts.postgres, logger)
	}
	return openSQLite(ctx, opts.db)
}

const (
	mainStore       = "main"
	visibilityStore = "visibility"
	// Cannot change once a store exists. A few are enough, since one process serves them all.
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
