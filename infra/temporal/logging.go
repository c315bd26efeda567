package main

import (
	"fmt"
	"log/slog"

	tlog "go.temporal.io/server/common/log"
	"go.uber.org/zap"
)

// newLogger returns a logger that writes JSON lines to stderr, and sets slog's default logger to
// it. The returned level can be changed at runtime.
func newLogger(level string) (tlog.Logger, zap.AtomicLevel, error) {
	config := zap.NewProductionConfig()
	config.DisableStacktrace = true
	config.EncoderConfig.EncodeTime = zap.NewDevelopmentEncoderConfig().EncodeTime
	parsed, err := zap.ParseAtomicLevel(level)
	if err != nil {
		return nil, parsed, fmt.Errorf("-log-level: %w", err)
	}
	config.Level = parsed
	zapLogger, err := config.Build()
	if err != nil {
		return nil, parsed, err
	}
	logger := tlog.NewZapLogger(zapLogger)
	slog.SetDefault(tlog.NewSlogLogger(logger))
	return logger, parsed, nil
}
