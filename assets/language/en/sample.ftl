sample-making = Making the sample store
sample-preparing = Preparing the sample store
sample-writing = Writing the sample store
