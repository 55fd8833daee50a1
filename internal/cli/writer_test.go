package cli

import "syscall"

const (
	syscallENOSPC = syscall.ENOSPC
	syscallEPIPE  = syscall.EPIPE
)

// failingWriter takes nothing.
type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }
