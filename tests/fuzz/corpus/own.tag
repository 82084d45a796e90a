a: !!python/object/apply:os.system [true]
